import { describe, expect, test } from 'vitest';
import { addressOf, opening, viewOf, type View } from '../src/domain/address';
import { packClaims, unpackClaims } from '../src/domain/claim-ids';

const full: View = {
  tab: 'chain',
  product: 'product:gallium',
  entity: null,
  market: { provider_kind: 'country', basis: 'sales', period: '2025-Q2', derived: true },
  marked: 'country:CHN',
  claims: ['c1:provisions:4', 'c1:provisions:5', 'c1:provisions:9', 'c2:sources:1'],
  why: 'hhi',
  validOn: '2025-01-31',
  knownOn: '2025-06-01',
  language: 'ko',
  technology: 'batteries',
  filter: 'métal & acide, 50 %',
  order: 'name',
  descending: true,
  by: 'headquarters',
  indicator: 'top_share',
  verdict: 'nearMonopoly',
  place: 'country:USA',
  sort: 'value',
  part: 'conflicts',
  opened: 'source:a/b c',
  table: 'provisions',
  page: 3,
  own: { importer: 'country:KOR', years: '2021-2023' },
};

describe('a view and its address', () => {
  test('the opening view has no address of its own', () => {
    expect(addressOf(opening)).toBe('');
    expect(viewOf('')).toEqual(opening);
  });

  test('are each other’s inverse', () => {
    expect(viewOf(addressOf(full))).toEqual(full);
  });

  test('stay readable', () => {
    expect(addressOf({ ...opening, product: 'product:gallium', market: full.market })).toBe(
      '?product=product:gallium&market=country~sales~2025-Q2~computed',
    );
  });

  test('no screen’s own name means something else on every screen', () => {
    const named = [...new URLSearchParams(addressOf(full)).keys()];
    expect(Object.keys(viewOf(`?${named.map((name) => `${name}=1`).join('&')}`).own).sort()).toEqual(Object.keys(full.own).sort());
  });

  test('what no screen could have written is left out', () => {
    expect(viewOf('?Importer=x&2=y&__proto__=z&step=').own).toEqual({});
  });

  test.each(['?market=planet~volume~2024', '?market=country', '?order=random', '?lang=xx', '?valid_on=tomorrow', '?descending=maybe', '?view=moon', '?claims='])(
    'what %s does not mean is left at the default',
    (address) => {
      expect(viewOf(address)).toEqual(opening);
    },
  );
});

describe('claim ids in an address', () => {
  test('neighbouring rows become a span', () => {
    expect(packClaims(['c1:provisions:6', 'c1:provisions:4', 'c1:provisions:5', 'c1:provisions:9'])).toBe('c1:provisions:4-6.9');
  });

  test('come back as they were, whatever their shape', () => {
    const ids = ['20261122-1514ab57:provisions:325', 'c:sources:007', 'odd'];
    expect(new Set(unpackClaims(packClaims(ids)))).toEqual(new Set(ids));
  });

  test('a mistyped span does not fill the memory', () => {
    expect(unpackClaims('c1:provisions:1-999999999')).toHaveLength(500);
  });
});
