import { describe, expect, test } from 'vitest';
import { foldedIn, foldedOut } from '../src/chain/folded';
import { curved, mostArcs, thinned, widthOf } from '../src/domain/arcs';

const arc = (id: string, weight: number | null) => ({ id, weight });

describe('too many arcs', () => {
  test('the heaviest are drawn, unknown ones last, and the part of the known weight is said', () => {
    const found = thinned([arc('a', 1), arc('b', null), arc('c', 5), arc('d', 4)], 2);
    expect(found.shown.map((each) => each.id)).toEqual(['c', 'd']);
    expect(found.left).toBe(2);
    expect(found.part).toBeCloseTo(0.9); // (5 + 4) of 10
  });

  test('of as many as can be read none is left out', () => {
    const few = Array.from({ length: mostArcs }, (_, index) => arc(String(index), index));
    expect(thinned(few).left).toBe(0);
    expect(thinned(few).part).toBe(1);
    expect(thinned([...few, arc('more', 0.5)]).left).toBe(1);
  });

  test('nothing known is no part', () => {
    expect(thinned([arc('a', null)]).part).toBeNull();
    expect(thinned([]).part).toBeNull();
  });
});

describe('an arc', () => {
  test('ends where it should and points there', () => {
    const curve = curved([0, 0], [100, 0]);
    expect(curve?.path).toBe('M0.0 0.0Q50.0 -22.0 100.0 0.0');
    expect(curve?.head.angle).toBeCloseTo((Math.atan2(22, 50) * 180) / Math.PI);
  });

  test('there and back bend to different sides of the straight line', () => {
    expect(curved([100, 0], [0, 0])?.path).toBe('M100.0 0.0Q50.0 22.0 0.0 0.0');
  });

  test('from a place to itself is none', () => {
    expect(curved([7, 7], [7, 7])).toBeNull();
  });

  test('is wider for more, and thin where nothing is known', () => {
    expect(widthOf(100, 100)).toBeGreaterThan(widthOf(25, 100));
    expect(widthOf(null, 100)).toBe(widthOf(0, 100));
    expect(widthOf(5, 0)).toBe(widthOf(null, 0));
  });
});

describe('folded tiers in the address', () => {
  test('come back as they went', () => {
    const own = foldedOut({ chosen: 'x' }, new Set([3, 0]));
    expect(own).toEqual({ chosen: 'x', folded: '0,3' });
    expect([...foldedIn(own)].sort()).toEqual([0, 3]);
  });

  test.each(['', 'x', '-1', '1.5', '999', 'all'])('“%s” folds nothing', (text) => {
    expect(foldedIn({ folded: text }).size).toBe(0);
  });
});
