/** Small made-up rows for the tests of `domain`. */
import type { Claim, Market, MarketRow, ProductRow } from '../src/api/types';

export const row = (provider: string, share: number | null, more: Partial<MarketRow> = {}): MarketRow => ({
  provider,
  name: provider.slice(provider.indexOf(':') + 1),
  names: {},
  share,
  low: share,
  high: share,
  state: share === null ? 'unknown' : share === 0 ? 'zero' : 'measured',
  quantity: null,
  unit: null,
  qualifier: null,
  source: null,
  claims: [`c1:provisions:${provider}`],
  conflict: false,
  confidence: null,
  weak: false,
  rule: null,
  ...more,
});

export const market = (rows: MarketRow[], more: Partial<Market> = {}): Market => ({
  provider_kind: 'country',
  counted_by: 'country',
  derived: false,
  basis: 'volume',
  period: '2024',
  periods: ['2024'],
  current: true,
  total: null,
  remainder: null,
  unknown_providers: 0,
  hhi: { value: null, low: null, high: null, verdict: null, as_of: null, method: null, claims: [] },
  rows,
  ...more,
});

export const product = (id: string, more: Partial<ProductRow> = {}): ProductRow => ({
  id: `product:${id}`,
  name: id,
  names: {},
  kind: null,
  technology: null,
  hs_codes: [],
  hs_edition: null,
  providers: 0,
  market: null,
  hhi: null,
  low: null,
  high: null,
  verdict: null,
  top: [],
  weak: false,
  ...more,
});

export const claim = (id: string, more: Partial<Claim> = {}): Claim => ({
  id,
  table: 'provisions',
  row: {},
  source: { id: 'source:a', title: null, publisher: null, published_on: null, url: null, kind: null, licence: null },
  locator: null,
  quote: null,
  stated_on: null,
  confidence: null,
  basis: null,
  contribution: { id: 'c1', contributor: null, recorded_at: null, format: null, files: [] },
  chosen: null,
  rule: null,
  rivals: [],
  ...more,
});
