import { describe, expect, test } from 'vitest';
import { openingFrame, wholeOf } from '../src/chain/opening';
import { folding, foldedWidth, rounded, tiersOf } from '../src/domain/tiers';
import { wrap } from '../src/domain/wrap';

const wide = (text: string): number => [...text].length; // one unit per character
const set = (text: string, width: number, lines = 2): string[] => wrap(text, width, lines, wide);

describe('wrapping', () => {
  test.each([
    ['EUV masks', 20, ['EUV masks']],
    ['Chemical vapor deposition tools', 16, ['Chemical vapor', 'deposition tools']],
    ['Assembly, testing, and packaging (ATP)', 16, ['Assembly,', 'testing, and pa…']],
    ['Other deposition tools (non-IC)', 28, ['Other deposition tools (non-', 'IC)']],
    ['Hydrometallurgicalprocessing', 10, ['Hydrometa…']],
    ['반도체 노광 장비', 6, ['반도체 노광', '장비']],
    ['半導体製造装置', 4, ['半導体製', '造装置']],
    ['công cụ quang khắc cực tím', 13, ['công cụ quang', 'khắc cực tím']],
    ['  spaced   out  ', 20, ['spaced   out']],
    ['', 10, []],
  ])('%s in %d', (text, width, lines) => {
    expect(set(text, width)).toEqual(lines);
  });

  test('no line is ever wider than asked, whatever the width', () => {
    const text = 'Wafer-level (advanced) packaging/lithography tools for 2.5D integration';
    for (let width = 2; width < 80; width += 1) {
      const lines = set(text, width);
      expect(lines.length).toBeLessThanOrEqual(2);
      expect(Math.max(...lines.map(wide))).toBeLessThanOrEqual(width);
    }
  });

  test('a letter keeps its accents', () => {
    const [line] = set('ế'.normalize('NFD').repeat(30), 10);
    expect(line?.replace('…', '').length).toBeGreaterThan(0);
    expect((line?.replace('…', '').length ?? 1) % 'ế'.normalize('NFD').length).toBe(0);
  });
});

describe('tiers', () => {
  const boxes = [{ id: 'c', x: 230, width: 184 }, { id: 'a', x: 0, width: 184 }, { id: 'b', x: 0.2, width: 184 }, { id: 'd', x: 460, width: 184 }];
  const tiers = tiersOf(boxes);

  test('are the columns from left to right', () => {
    expect(tiers.map((tier) => tier.products)).toEqual([['a', 'b'], ['c'], ['d']]);
  });

  test('folding one moves what is right of it and nothing else', () => {
    const fold = folding(tiers, new Set([1]));
    expect(fold(0)).toBe(0);
    expect(fold(230)).toBe(230);
    expect(fold(230 + 184)).toBeCloseTo(230 + foldedWidth);
    expect(fold(460)).toBeCloseTo(460 - (184 - foldedWidth));
  });

  test('folding never changes an order', () => {
    const fold = folding(tiers, new Set([0, 2]));
    for (let x = 0; x < 700; x += 7) expect(fold(x + 7)).toBeGreaterThan(fold(x));
  });

  test('a line keeps its ends, and its corners are round', () => {
    const path = rounded([{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 80 }], 6);
    expect(path).toBe('M0.0 0.0L44.0 0.0Q50.0 0.0 50.0 6.0L50.0 80.0');
    expect(rounded([], 6)).toBe('');
  });
});

describe('what is shown first', () => {
  const picture = { width: 900, height: 600 };

  test('all of it, in the middle, where it can be read', () => {
    expect(openingFrame({ width: 500, height: 300 }, picture, { x: 0, y: 0 }, [])).toEqual({ k: 1, x: -200, y: -150 });
  });

  test('else a part around what matters, whole columns from the left', () => {
    const drawing = { width: 3000, height: 2000 };
    const frame = openingFrame(drawing, picture, { x: 1500, y: 1000 }, [0, 230, 460, 690, 920, 1150]);
    expect(frame.k).toBe(0.85);
    expect(frame.x).toBe(920 - 24);
    expect(frame.y).toBeCloseTo(1000 - 300 / 0.85);
  });

  test('the whole of a large drawing lies inside the picture', () => {
    const drawing = { width: 3000, height: 2000 };
    const { x, y, k } = wholeOf(drawing, picture);
    expect((0 - x) * k).toBeGreaterThanOrEqual(0);
    expect((drawing.width - x) * k).toBeLessThanOrEqual(picture.width);
    expect((0 - y) * k).toBeGreaterThanOrEqual(0);
    expect((drawing.height - y) * k).toBeLessThanOrEqual(picture.height);
  });
});
