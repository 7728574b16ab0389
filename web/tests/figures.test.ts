import { describe, expect, test } from 'vitest';
import { decimalsFor, formatFor, hsCode } from '../src/domain/format';
import { countFill, countSteps, fillOf, gradeOf, step } from '../src/domain/shading';

const spaces = /[\u00a0\u202f]/g;

describe('figures', () => {
  test.each([
    ['en', '87.3%'],
    ['ko', '87.3%'],
    ['vi', '87,3%'],
    ['fr', '87,3 %'],
  ] as const)('a share in %s reads %s', (language, text) => {
    expect(formatFor(language).share(0.873, 1).replace(spaces, ' ')).toBe(text);
  });

  test('a share too small for its column is not written as zero', () => {
    expect(formatFor('en').share(0.0002, 1)).toBe('<0.1%');
    expect(formatFor('en').share(0, 1)).toBe('0.0%');
  });

  test('a claim keeps the decimals it was recorded with', () => {
    expect(formatFor('en').exact(0.9901)).toBe('99.01%');
    expect(formatFor('en').exact(0.9)).toBe('90%');
  });

  test('whole percents need no decimals, and unknown shares do not count', () => {
    expect(decimalsFor([0.87, 0.06, null])).toBe(0);
    expect(decimalsFor([0.87, 0.0625])).toBe(1);
  });

  test.each([
    ['2025', '2025'],
    ['2025-03', 'Mar 2025'],
    ['2025-03-09', '9 Mar 2025'],
    ['short term', 'short term'],
  ])('the day %s reads %s', (day, text) => {
    expect(formatFor('en').day(day)).toBe(text);
  });

  test('a quarter stays a quarter', () => {
    expect(formatFor('en').period('2025-Q2')).toBe('2025 Q2');
  });

  test('money keeps its currency, also one that is no ISO code', () => {
    expect(formatFor('en').money(660_000_000, 'USD').replace(spaces, ' ')).toContain('USD');
    expect(formatFor('en').money(5, 'points')).toContain('points');
    expect(formatFor('en').money(1_720_550_000_000_000, 'KRW').replace(spaces, ' ')).toBe('KRW 1,720.55tn');
  });

  test('two sums are told apart by as many digits as it takes', () => {
    const between = (low: number, high: number): string => formatFor('en').moneyBetween(low, high, 'USD').replace(spaces, ' ');
    expect(between(1_320_000_000_000, 1_323_400_000_000)).toBe('USD 1.32tn – USD 1.323tn');
    expect(between(9e9, 13e9)).toBe('USD 9bn – USD 13bn');
    expect(between(9e9, 9e9)).toBe('USD 9bn');
  });

  test('HS codes as customs write them', () => {
    expect(hsCode('811292')).toBe('8112.92');
    expect(hsCode('8542')).toBe('8542');
  });
});

describe('shades', () => {
  test.each([
    [0.001, 0],
    [0.0999, 1],
    [0.1, 2],
    [0.25, 3],
    [0.5, 4],
    [0.9, 5],
    [1, 5],
  ])('share %d is step %d', (share, expected) => {
    expect(step(share)).toBe(expected);
  });

  test('measured, zero, unknown and not named never look alike', () => {
    const fills = [
      fillOf({ share: 0.3, state: 'measured' }),
      fillOf({ share: 0, state: 'zero' }),
      fillOf({ share: null, state: 'unknown' }),
      fillOf(undefined),
    ];
    expect(new Set(fills).size).toBe(4);
  });

  test('counts: none is land, and the legend shows the steps in use', () => {
    expect(countFill(0)).toBe('not-named');
    expect(countFill(7)).toBe('step-2');
    expect(countSteps(12).map(({ least }) => least)).toEqual([1, 2, 5, 10]);
  });

  test('an edge follows the server’s verdict, flips included', () => {
    expect(gradeOf('highly concentrated')).toBe('high');
    expect(gradeOf('not concentrated (conflicting claims: not concentrated to concentrated)')).toBe('low');
    expect(gradeOf(null)).toBe('unknown');
  });
});
