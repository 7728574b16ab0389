import { describe, expect, test } from 'vitest';
import type { ImportLine, TradeChoices } from '../src/api/types';
import { changed, common, marksOf, readAsked, sparkPath, verdictSaid, whose, writeLimits } from '../src/domain/dependencies';
import { chapterNames } from '../src/domain/words/chapters';
import { dependencyWords } from '../src/domain/words/dependencies';

const words = dependencyWords.en;
const naming = (id: string): string => (id === 'country:CHN' ? 'China' : id);

describe('the screen’s own part of the address', () => {
  test('is read, and what makes no sense is left at its default', () => {
    const asked = readAsked({ show: 'compare', importer: 'KOR', partner: 'ipef', years: '2021-2023', item: 'hs:HS2022.854231', limits: 'import_hhi~0.5,x=1', order: 'top_share' });
    expect(asked).toMatchObject({ show: 'compare', importer: 'KOR', partner: 'ipef', years: [2021, 2023], item: 'hs:HS2022.854231', order: 'top_share', limits: { import_hhi: 0.5 } });
    expect(readAsked({ show: 'all', importer: '<b>', years: '2021', item: 'product:a', order: 'name', limits: '' })).toEqual(readAsked({}));
  });

  test('limits are written as they are read', () => {
    const limits = { import_hhi: 0.5, grade_a: 0.95 };
    expect(readAsked({ limits: writeLimits(limits) }).limits).toEqual(limits);
  });

  test('a change keeps the rest, null takes one out', () => {
    expect(changed({ importer: 'KOR', item: 'a' }, { item: null, show: 'compare' })).toEqual({ importer: 'KOR', show: 'compare' });
  });

  test('becomes the server’s parameters', () => {
    const choices = { blocs: [{ key: 'ipef' }] } as TradeChoices;
    expect(whose('ipef', choices)).toEqual({ bloc: 'ipef' });
    expect(whose('KOR', choices)).toEqual({ country: 'KOR' });
    expect(common(readAsked({ years: '2021-2023', limits: 'import_hhi~0.5' }))).toEqual({ years: '2021-2023', threshold: ['import_hhi=0.5'] });
  });
});

describe('verdicts', () => {
  test.each([
    ['early-warning item, grade A, watched weekly: country:CHN', 'early warning, grade A, watched weekly: China'],
    ['largest supplier: country:CHN', 'largest supplier: China'],
    ['strategic dependency', 'strategic dependency'],
    ["unknown: the importer's exports are not recorded", 'unknown: its exports are not recorded'],
    ['not concentrated (conflicting claims: not concentrated to concentrated)', 'not concentrated (between not concentrated and concentrated within the known range)'],
    ['something new', 'something new'],
  ])('%s', (verdict, said) => {
    expect(verdictSaid(verdict, words, naming)).toBe(said);
  });

  test('come to marks, the strongest first', () => {
    const said = (verdict: string) => ({ value: null, low: null, high: null, verdict });
    const line = {
      verdicts: {
        early_warning: said('early-warning item, grade B, watched fortnightly: country:CHN'), strategic_dependency: said('strategic dependency'),
        geodep: said('not dependent'), cdi1: said('concentrated'), persistence: said('not persistent'),
      },
    } as unknown as ImportLine;
    expect(marksOf(line)).toEqual(['strategic', 'grade-b', 'concentrated']);
  });
});

test('a course has a gap where a year is not known', () => {
  expect(sparkPath([0, 0.5, null, 1], 30, 10, 1)).toBe('M0.0 10.0L10.0 5.0M30.0 0.0');
  expect(sparkPath([0.5], 30, 10, 1)).toBe('M15.0 5.0');
});

test('every chapter has its words in every language', () => {
  const codes = Object.keys(chapterNames.en);
  expect(codes).toHaveLength(97); // 01 to 97 without 77, which is kept free, and 99
  for (const names of Object.values(chapterNames)) expect(codes.every((code) => (names[code] ?? '') !== '')).toBe(true);
});
