import { describe, expect, test } from 'vitest';
import { absentRivals, followable, inReadingOrder, saidBy, sourcesOf } from '../src/domain/claims';
import { arrange, leads, matches, withoutCountries } from '../src/domain/products';
import { claim, product } from './fixtures';

const all = { filter: '', technology: null, order: null, descending: null } as const;
const byCountry = { basis: 'volume', period: '2024', provider_kind: 'country', derived: false } as const;
const rows = [
  product('Acid', { hhi: null }),
  product('Bauxite', { hhi: 0.3, technology: 'batteries', hs_codes: ['260600'] }),
  product('Céramique', { hhi: 0.9, names: { ko: '세라믹' } }),
];

describe('the list of products', () => {
  test('runs from most to least concentrated, unknown last', () => {
    expect(arrange(rows, all, 'en').map((row) => row.name)).toEqual(['Céramique', 'Bauxite', 'Acid']);
  });

  test('keeps the unknown last when turned round', () => {
    expect(arrange(rows, { ...all, descending: false }, 'en').map((row) => row.name)).toEqual(['Bauxite', 'Céramique', 'Acid']);
  });

  test.each([
    ['ceramique', 'Céramique'],
    ['세라', 'Céramique'],
    ['2606.00', 'Bauxite'],
    ['260600', 'Bauxite'],
  ])('%s finds %s', (filter, name) => {
    expect(arrange(rows, { ...all, filter }, 'en').map((row) => row.name)).toEqual([name]);
  });

  test('a filter needs all its words', () => {
    expect(matches(rows[1] ?? product(''), 'bauxite lamp')).toBe(false);
  });

  test('a country leads only what is counted by country', () => {
    const top = (provider: string) => [{ provider, share: 0.5, name: null, names: null }];
    const listed = [
      product('a', { top: top('country:KOR'), market: byCountry }),
      product('b', { top: top('country:KOR'), market: byCountry }),
      product('c', { top: top('org:firm'), market: { ...byCountry, provider_kind: 'organization' } }),
      product('d'),
    ];
    expect([...leads(listed)].map(([country, led]) => [country, led.length])).toEqual([['country:KOR', 2]]);
    expect(withoutCountries(listed)).toBe(2);
  });
});

describe('claims', () => {
  test('what counts stands before what says otherwise', () => {
    const claims = [claim('b', { chosen: false, rivals: ['a'] }), claim('c'), claim('a', { chosen: true, rivals: ['b'] })];
    expect(inReadingOrder(claims).map((each) => each.id)).toEqual(['c', 'a', 'b']);
  });

  test('rivals that were not asked for are noticed', () => {
    expect(absentRivals([claim('a', { rivals: ['b', 'c'] }), claim('b', { rivals: ['a'] })])).toEqual(['c']);
  });

  test('a row is read without its provenance and without what it leaves open', () => {
    expect(saidBy(claim('a', { row: { product: 'product:x', share: 0, quantity: null, source: 's', products: ['p', 'q'] } }))).toEqual([
      ['product', 'product:x'],
      ['share', '0'],
      ['products', 'p; q'],
    ]);
  });

  test('each source is named once', () => {
    expect(sourcesOf([claim('a'), claim('b')])).toHaveLength(1);
  });

  test('only web addresses are followed', () => {
    expect(followable('https://statistics.example/x')).toBe('https://statistics.example/x');
    expect(followable('javascript:alert(1)')).toBeNull();
    expect(followable('file:///etc/passwd')).toBeNull();
  });
});
