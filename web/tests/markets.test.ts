import { describe, expect, test } from 'vitest';
import type { Finding, ProductPanel } from '../src/api/types';
import { marketCsv } from '../src/domain/csv';
import { findingsBeside, groupsOf, hasRange, keyOf, layOut, marketOf } from '../src/domain/market';
import { market, row } from './fixtures';

const rows = [
  row('country:FRA', 0),
  row('country:USA', null),
  row('remainder:Other countries', 0.2, { state: 'remainder' }),
  row('country:JPN', 0.1),
  row('country:CHN', 0.7),
];

const finding = (indicator: string, method: string, more: Partial<Finding> = {}): Finding => ({
  subject: 'product:p',
  indicator,
  value: 1,
  low: 1,
  high: 1,
  unit: 'share',
  verdict: 'watched',
  as_of: '2024',
  method,
  claims: [],
  ...more,
});

describe('a market', () => {
  test('is laid out known, unknown, remainder; a remainder is never among the suppliers', () => {
    const layout = layOut(market(rows));
    expect(layout.known.map((each) => each.provider)).toEqual(['country:CHN', 'country:JPN', 'country:FRA']);
    expect(layout.unknown.map((each) => each.provider)).toEqual(['country:USA']);
    expect(layout.remainders.map((each) => each.provider)).toEqual(['remainder:Other countries']);
  });

  test('of another basis or counted otherwise is another group; periods are latest first', () => {
    const groups = groupsOf([
      market([], { period: '2023', current: false }),
      market([], { period: '2024' }),
      market([], { basis: 'sales', counted_by: 'organization', provider_kind: 'organization' }),
      market([], { basis: 'sales', counted_by: 'headquarters', derived: true }),
    ]);
    expect(groups.map((group) => [group.first.basis, group.first.derived, group.periods])).toEqual([
      ['volume', false, ['2024', '2023']],
      ['sales', false, ['2024']],
      ['sales', true, ['2024']],
    ]);
  });

  test('a group opens on its current period, even where a later one is incomplete', () => {
    const [group] = groupsOf([market([], { period: '2025', current: false }), market([], { period: '2024', current: true })]);
    expect(group?.first.period).toBe('2024');
  });

  test('that the address names is shown; one nobody has falls back to the server’s choice', () => {
    const markets = [market([], { period: '2023' }), market([], { period: '2024' })];
    const panel = { markets, default_market: 1 } as ProductPanel;
    expect(marketOf(panel, keyOf(market([], { period: '2023' })))?.period).toBe('2023');
    expect(marketOf(panel, keyOf(market([], { period: '1999' })))?.period).toBe('2024');
    expect(marketOf({ ...panel, markets: [], default_market: null }, null)).toBeNull();
  });

  test('has a whisker only where claims differ', () => {
    expect(hasRange({ low: 0.8, high: 0.9 })).toBe(true);
    expect(hasRange({ low: 0.8, high: 0.8 })).toBe(false);
    expect(hasRange({ low: null, high: 0.9 })).toBe(false);
  });

  test('stands beside its own findings and those of no market, known before unknown, the HHI apart', () => {
    const found = findingsBeside(market([]), [
      finding('hhi', 'hhi = …; by country, basis volume; …'),
      finding('top_share', 'top_share = …; by country, basis volume; …'),
      finding('top_share', 'top_share = …; by country, basis sales; …'),
      finding('top_share', 'top_share = …; by country, basis volume; …', { as_of: '2023' }),
      finding('tiers_to_chokepoint', 'fewest requirements up', { value: null, verdict: 'unknown' }),
      finding('tiers_to_chokepoint', 'fewest requirements up', { value: 2 }),
      finding('tiers_to_chokepoint', 'fewest requirements up', { value: 3 }),
    ]);
    expect(found.map((each) => each.indicator)).toEqual(['top_share', 'tiers_to_chokepoint']);
    expect(found[1]?.value).toBe(2);
  });
});

describe('CSV', () => {
  const text = marketCsv('product:p', market([row('org:x', null, { name: '=SUM(A1), "quoted"' })]), { validOn: '', knownOn: '2025-01-01' });

  test('leaves an unknown share empty, never zero', () => {
    expect(text.split('\r\n')[1]).toContain(',volume,2024,,,,unknown,');
  });

  test('quotes what needs it and hands no formula to a spreadsheet', () => {
    expect(text).toContain(`"'=SUM(A1), ""quoted"""`);
  });
});
