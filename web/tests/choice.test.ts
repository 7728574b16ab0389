import { describe, expect, test } from 'vitest';
import type { MapArcs, Market, MarketRow } from '../src/api/types';
import { chosenIn, chosenOut, together, toggled } from '../src/domain/choice';
import { arcChoiceIn, flowsOf, needsOf, type Saying } from '../src/domain/flows';
import { formatFor } from '../src/domain/format';
import { drawnArcs } from '../src/map/thinning';
import { mapWords } from '../src/domain/words/map';

const row = (provider: string, share: number | null, low: number | null = share, high: number | null = share): MarketRow =>
  ({ provider, share, low, high, state: share === null ? 'unknown' : 'measured', claims: [] }) as unknown as MarketRow;
const market = { rows: [row('country:CHN', 0.6, 0.5, 0.7), row('country:JPN', 0.2), row('country:KOR', null), row('country:FRA', 0, 0, 0), row('area:EUR', 0.2)] } as unknown as Market;

describe('countries chosen together', () => {
  test('have the sum of their shares, and of both ends of the range', () => {
    const sum = together(market, ['country:CHN', 'country:JPN']);
    expect(sum.share).toBeCloseTo(0.8);
    expect([sum.low, sum.high].map((each) => each?.toFixed(3))).toEqual(['0.700', '0.900']);
  });

  test('with an unknown one have a least and no most', () => {
    const sum = together(market, ['country:CHN', 'country:KOR']);
    expect(sum).toMatchObject({ share: 0.6, low: 0.5, high: null, unknown: ['country:KOR'], absent: [] });
  });

  test('one the source does not name is unknown, not zero; a measured zero is zero', () => {
    expect(together(market, ['country:JPN', 'country:USA'])).toMatchObject({ share: 0.2, high: null, absent: ['country:USA'] });
    expect(together(market, ['country:JPN', 'country:FRA'])).toMatchObject({ share: 0.2, high: 0.2, absent: [], unknown: [] });
  });

  test('none known is no sum', () => {
    expect(together(market, ['country:KOR'])).toMatchObject({ share: null, high: null });
  });

  test('never come to more than everything', () => {
    expect(together({ rows: [row('country:CHN', 0.6, 0.5, 0.8), row('country:JPN', 0.4, 0.3, 0.5)] } as unknown as Market, ['country:CHN', 'country:JPN']).high).toBe(1);
  });

  test('stand in the address, each once and only countries', () => {
    const own = chosenOut({ arcs: 'none' }, ['country:CHN', 'country:JPN', 'country:CHN']);
    expect(own).toEqual({ arcs: 'none', chosen: 'country:CHN,country:JPN' });
    expect(chosenIn(own)).toEqual(['country:CHN', 'country:JPN']);
    expect(chosenIn({ chosen: 'org:asml,country:Korea,,country:KOR' })).toEqual(['country:KOR']);
  });

  test('begin with the one that is marked, and are left out again', () => {
    expect(toggled([], 'country:JPN', 'country:CHN')).toEqual(['country:CHN', 'country:JPN']);
    expect(toggled([], 'country:JPN', 'org:asml')).toEqual(['country:JPN']);
    expect(toggled(['country:CHN', 'country:JPN'], 'country:CHN', 'country:CHN')).toEqual(['country:JPN']);
  });
});

const end = (code: string | null) => ({ id: code === null ? 'world:World' : `country:${code}`, name: code ?? 'World', country: code === null ? null : `country:${code}` });
const saying: Saying = { name: ({ name }) => name, format: formatFor('en'), unknown: 'unknown' };
const need = (input: string, from: string, to: string, share: number | null) =>
  ({ input: { id: `product:${input}`, name: input }, supplier: end(from), maker: end(to), share, claims: [input] }) as unknown as MapArcs['needs'][number];
const answer = {
  flows: {
    measure: { period: '2023', currency: 'USD', price_year: null, valuation: null, unit: null },
    rows: [
      { supplier: end('CHN'), buyer: end('KOR'), amount: 70e6, low: 60e6, high: 70e6, claims: ['a'] },
      { supplier: end('CHN'), buyer: end(null), amount: 500, low: 500, high: 500, claims: ['b'] },
    ],
    total: 2, whole: 570, others: 0,
  },
  needs: [need('ore', 'CHL', 'CHN', 0.6), need('acid', 'CHL', 'CHN', null), need('power', 'CHN', 'CHN', 0.9)],
} as unknown as MapArcs;

describe('arcs of a product', () => {
  test('flows join two countries, with the range where reports differ; the world has no place', () => {
    const { arcs, homeless } = flowsOf(answer, saying);
    expect(arcs.map(({ name, weight }) => [name, weight])).toEqual([['CHN → KOR', 70e6]]);
    expect(arcs[0]?.text).toBe('USD 70m (USD 60m – USD 70m)'.replaceAll('USD ', 'USD\u00a0'));
    expect(homeless).toBe(1);
  });

  test('inputs from one country to one are one arc, an unknown share among them said; inside a country none', () => {
    const { arcs, inside } = needsOf(answer, saying);
    expect(arcs.map(({ name, text, weight, claims }) => [name, text, weight, claims])).toEqual([['CHL → CHN', 'ore 60%, acid unknown', 0.6, ['ore', 'acid']]]);
    expect(inside).toBe(1);
  });

  test.each([['', 'all'], ['none', 'none'], ['flows', 'flows'], ['moon', 'all']])('“%s” in the address means %s', (text, choice) => {
    expect(arcChoiceIn({ arcs: text })).toBe(choice);
  });

  test('of more than can be read the largest are drawn, with a note of the part of the whole', () => {
    const flow = (index: number) => ({ id: String(index), kind: 'flow' as const, from: { country: 'a' }, to: { country: 'b' }, weight: 1, name: '', text: '', claims: [] });
    const arcs = Array.from({ length: 500 }, (_, index) => flow(index));
    const { arcs: drawn, notes } = drawnArcs({ arcs, wholes: { flow: { count: 5000, weight: 600 } } }, mapWords.en, formatFor('en'), () => true);
    expect(drawn.length).toBe(150);
    expect(notes).toEqual(['Drawn are the 150 largest of 5,000 arcs, 25% of the whole.']);
    expect(drawnArcs({ arcs: arcs.slice(0, 20), wholes: {} }, mapWords.en, formatFor('en'), () => true).notes).toEqual([]);
    const some = drawnArcs({ arcs: arcs.slice(0, 2), wholes: {} }, mapWords.en, formatFor('en'), (country) => country === 'a');
    expect(some).toEqual({ arcs: [], notes: ['2 arcs have an end too small for this map: they stand in the table.'] });
  });
});
