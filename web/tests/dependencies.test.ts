import { describe, expect, test } from 'vitest';
import type { ImportLine, ImportLines, ProductImports, TradeChoices } from '../src/api/types';
import { changed, common, editionOf, exportersCsv, marksOf, ownMembers, readAsked, readWeights, rests, sparkPath, verdictSaid, weighing, whose, writeNumbers } from '../src/domain/dependencies';
import { countryCode } from '../src/domain/names';
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
    expect(readAsked({ limits: writeNumbers(limits) }).limits).toEqual(limits);
  });

  test('a change keeps the rest, null takes one out', () => {
    expect(changed({ importer: 'KOR', item: 'a' }, { item: null, show: 'compare' })).toEqual({ importer: 'KOR', show: 'compare' });
  });

  test('becomes the server’s parameters', () => {
    const choices = { blocs: [{ key: 'ipef' }] } as TradeChoices;
    expect(whose('ipef', choices)).toEqual({ bloc: 'ipef' });
    expect(whose('KOR', choices)).toEqual({ country: 'KOR' });
    expect(['newest', 'HS2022', 'HS1', 'oldest'].map((edition) => editionOf(readAsked({ edition })))).toEqual([{ edition: 'newest' }, { edition: 'HS2022' }, { edition: null }, { edition: null }]);
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
    const early = said('uncertain: no trade that is certain, or early-warning item, grade A, watched weekly: country:CHN');
    expect(marksOf({ ...line, verdicts: { ...line.verdicts, early_warning: early } })).toEqual(['strategic', 'concentrated', 'uncertain']);
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

describe('a bloc of one’s own', () => {
  test('is a list of countries in the address, and a bloc to the server', () => {
    expect(readAsked({ importer: 'JPN,KOR,VNM' }).importer).toBe('JPN,KOR,VNM');
    expect(readAsked({ importer: 'JPN,Korea' }).importer).toBeNull();
    expect(readAsked({ importer: 'JPN,' }).importer).toBeNull();
    expect(whose('JPN,KOR', { blocs: [] as TradeChoices['blocs'] } as TradeChoices)).toEqual({ bloc: 'JPN,KOR' });
  });

  test('is told from other areas by its identity', () => {
    expect(ownMembers('area:JPN+KOR')).toEqual(['country:JPN', 'country:KOR']);
    expect(ownMembers('area:IPEF')).toBeNull();
    expect(ownMembers('country:KOR')).toBeNull();
  });
});

describe('on how many members a figure rests', () => {
  const ref = (code: string) => ({ id: `country:${code}`, name: code });
  const answer = (...told: [string, string[]][]) =>
    ({ members: ['JPN', 'KOR', 'VNM'].map(ref), told: told.map(([period, codes]) => ({ period, members: codes.map(ref) })) }) as unknown as ImportLines;

  test('the last year counts, and a number that changes is told year by year', () => {
    const found = rests(answer(['2022', ['KOR']], ['2023', ['JPN', 'KOR']]));
    expect(found).toMatchObject({ year: '2023', members: 3, course: [{ year: '2022', number: 1 }, { year: '2023', number: 2 }] });
    expect(found?.told.map((each) => each.id)).toEqual(['country:JPN', 'country:KOR']);
    expect(found?.missing.map((each) => each.id)).toEqual(['country:VNM']);
    expect(rests(answer(['2022', ['KOR']], ['2023', ['JPN']]))?.course).toEqual([]);
  });

  test('nothing is said of a country', () => {
    expect(rests({ members: [], told: [] })).toBeNull();
  });
});

describe('weights', () => {
  test.each([
    ['country,weight\nCHN,0.8\nJPN,0.1\n', { CHN: 0.8, JPN: 0.1 }, []],
    ['\uFEFFpays;poids\r\nChine;0,8\r\nCorée du Sud;1', { CHN: 0.8, KOR: 1 }, []],
    ['중국 0.5\n"Hàn Quốc"\t0', { CHN: 0.5, KOR: 0 }, []],
    ['us: 2', { USA: 2 }, []],
    ['CHN 0.8\nAtlantis 1\nJPN high', { CHN: 0.8 }, ['Atlantis 1', 'JPN high']],
    ['CHN 1\nChina 2', { CHN: 1 }, ['China 2']],
    ['KOR -1\nKOR 12345678', {}, ['KOR -1', 'KOR 12345678']],
  ])('%j', (text, weights, bad) => {
    expect(readWeights(text, countryCode)).toEqual({ weights, bad });
  });

  test('stand in the address and become the server’s parameter', () => {
    const asked = readAsked({ weights: writeNumbers({ CHN: 0.8, JPN: 0 }) });
    expect(asked.weights).toEqual({ CHN: 0.8, JPN: 0 });
    expect(weighing(asked)).toEqual({ weights: 'CHN:0.8,JPN:0' });
    expect(readAsked({ weights: 'china~1,CHN~x' }).weights).toEqual({});
  });
});

test('exporters as a file, with their claims', () => {
  const rows = [{ exporter: { id: 'country:CHN', name: 'China' }, value: 133, share: 0.9, claims: ['a', 'b'] }];
  const answer = { product: 'hs:HS2022.850511', currency: 'USD', exporters: { period: '2023', exporters: 1, value: 133, rows } } as unknown as ProductImports;
  expect(exportersCsv(answer).split('\r\n')).toEqual(['product,period,exporter,value,currency,share,claims', 'hs:HS2022.850511,2023,country:CHN,133,USD,0.9,a b', '']);
});
