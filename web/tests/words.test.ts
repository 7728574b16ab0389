import { describe, expect, test } from 'vitest';
import { CODES } from '../src/api/standard';
import { findingLabel } from '../src/domain/findings';
import { languages, preferred } from '../src/domain/language';
import { countryName, nameIn } from '../src/domain/names';
import { verdictIn } from '../src/domain/verdicts';
import { wordsIn, type InLanguages } from '../src/domain/words';

type Tree = { [key: string]: string | Tree | ((...values: never[]) => string) };

function leaves(tree: Tree, path = ''): Map<string, unknown> {
  const found = Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' ? [...leaves(value, `${path}${key}.`)] : [[path + key, value]],
  );
  return new Map(found);
}

const lists = {
  technology: 'technology',
  productKind: 'product_kind',
  basis: 'basis',
  basisHelp: 'basis',
  requirement: 'requirement_kind',
  confidence: 'confidence',
  facilityStatus: 'facility_status',
  measureKind: 'measure_kind',
  measureStatus: 'measure_status',
  stage: 'commitment_stage',
  agreementStatus: 'agreement_status',
  sourceKind: 'source_kind',
} as const;

describe.each(languages)('the words in %s', (language) => {
  const words = wordsIn(language);

  test('know every code of the standard', () => {
    for (const [ours, list] of Object.entries(lists)) {
      expect(Object.keys(words.codes[ours as keyof typeof lists]).sort(), ours).toEqual(Object.keys(CODES[list]).sort());
    }
  });

  test('leave nothing unsaid', () => {
    const silent = [...leaves(words as unknown as Tree)].filter(([, value]) => typeof value === 'string' && value.trim() === '').map(([path]) => path);
    expect(silent).toEqual(['verdicts.said.none']); // a figure without a threshold has no verdict
  });

  test('are translated', () => {
    if (language === 'en') return;
    const english = leaves(wordsIn('en') as unknown as Tree);
    const same = [...leaves(words as unknown as Tree)].filter(([path, value]) => typeof value === 'string' && value.length > 20 && value === english.get(path));
    expect(same).toEqual([]);
  });
});

const ofScreens = import.meta.glob<Record<string, InLanguages<Tree>>>(
  ['../src/domain/words/*.ts', '!../src/domain/words/{index,en,fr,ko,vi}.ts'],
  { eager: true },
);

describe.each(Object.entries(ofScreens).flatMap(([file, module]) => Object.entries(module).map(([name, said]) => ({ file, name, said }))))(
  'the words of a screen, $name',
  ({ said }) => {
    test('stand in every language', () => {
      expect(Object.keys(said).sort()).toEqual([...languages].sort());
    });

    test.each(languages)('are said and translated in %s', (language) => {
      const english = leaves(said.en);
      const here = leaves(said[language]);
      expect([...here.keys()].sort()).toEqual([...english.keys()].sort());
      const strings = [...here].filter((leaf): leaf is [string, string] => typeof leaf[1] === 'string');
      expect(strings.filter(([, value]) => value.trim() === '')).toEqual([]);
      if (language !== 'en') expect(strings.filter(([path, value]) => value.length > 20 && value === english.get(path))).toEqual([]);
    });
  },
);

describe('names', () => {
  test.each([
    ['en', 'South Korea'],
    ['ko', '한국'],
    ['vi', 'Hàn Quốc'],
    ['fr', 'Corée du Sud'],
  ] as const)('a country in %s is %s', (language, name) => {
    expect(countryName('country:KOR', language)).toBe(name);
  });

  test('no country is abbreviated, and no firm is a country', () => {
    expect(countryName('country:USA', 'en')).toBe('United States');
    expect(countryName('country:USA', 'fr')).toBe('États-Unis');
    expect(countryName('country:GBR', 'fr')).toBe('Royaume-Uni');
    expect(countryName('org:KOR', 'en')).toBeNull();
  });

  test('the reader’s language, then English, then what the map says, then the slug', () => {
    expect(nameIn('ko', 'product:x', 'X', { ko: '엑스', en: 'Ex' })).toBe('엑스');
    expect(nameIn('vi', 'product:x', 'X', { ko: '엑스', en: 'Ex' })).toBe('Ex');
    expect(nameIn('vi', 'product:x', 'X', { ko: '엑스' })).toBe('X');
    expect(nameIn('vi', 'product:x', null, null)).toBe('x');
  });

  test('the first language the page speaks, English where it speaks none', () => {
    expect(preferred(['de-DE', 'fr-CA', 'ko'])).toBe('fr');
    expect(preferred(['de'])).toBe('en');
  });
});

describe('verdicts', () => {
  const naming = (id: string): string => id.toUpperCase();

  test('say what the server says in the reader’s language, names included', () => {
    expect(verdictIn(wordsIn('fr'), 'highly concentrated').text).toBe('très concentré');
    expect(verdictIn(wordsIn('en'), 'near monopoly: country:chn', naming).text).toBe('near monopoly: COUNTRY:CHN');
    expect(verdictIn(wordsIn('ko'), 'chokepoint 2 up: product:x', naming).text).toContain('PRODUCT:X');
    expect(verdictIn(wordsIn('en'), 'chokepoint: only org:asml is recorded, with 1.0 of the whole', naming).text).toBe('only ORG:ASML is recorded');
  });

  test('say when conflicting claims would change them', () => {
    const verdict = verdictIn(wordsIn('en'), 'not concentrated (conflicting claims: not concentrated to highly concentrated)');
    expect(verdict).toEqual({ text: 'not concentrated', flips: 'claims conflict: not concentrated to highly concentrated' });
  });

  test('repeat what they do not know', () => {
    expect(verdictIn(wordsIn('vi'), 'brand new verdict').text).toBe('brand new verdict');
    expect(findingLabel('brand_new', wordsIn('vi'))).toBe('brand new');
  });
});
