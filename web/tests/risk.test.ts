import { describe, expect, test } from 'vitest';
import type { Cascade, RankedNode } from '../src/api/types';
import { addressOf, opening, viewOf } from '../src/domain/address';
import { arrangeRanking, lossesAt, lossFill, lossStep, readRisk, riskOpening, tierOf, writeRisk, type RankRow, type RiskAsked } from '../src/domain/risk';
import { cascadeCsv, rankingCsv } from '../src/domain/risk-csv';

const asked: RiskAsked = {
  network: 'firms', substitution: false, sides: 'down', stop: ['country:CHN > product:ore', 'org:mine'], psi: 0.4, psiUp: 0, step: 2, rank: 'name', all: true,
};

const node = (provider: string, product: string, esri: number, more: Partial<RankedNode> = {}): RankedNode => ({
  node: `${provider} > ${product}`, provider, provider_name: provider, provider_names: {}, product, product_name: product, product_names: {},
  country: provider, organization: null, share: 0.5, basis: 'volume', period: '2024', esri, esri_down: esri / 2, esri_up: esri, claims: ['a:provisions:1'], ...more,
});
const row = (made: RankedNode, place: number, provider: string, product: string): RankRow => ({ node: made, place, provider, product });
const rows = [
  row(node('country:CHN', 'product:ore', 0.5), 1, 'China', 'Ore'),
  row(node('country:CIV', 'product:wafer', 0.3, { share: null, esri_up: null }), 2, 'Côte d’Ivoire', 'Wafer'),
  row(node('country:KOR', 'product:chip', 0.2, { share: 0.9 }), 3, 'South Korea', 'Chip'),
];
const every = { filter: '', place: null, rank: 'esri', descending: null } as const;
const places = (found: readonly RankRow[]): number[] => found.map((each) => each.place);

const step = (number: number, more: Partial<Cascade['steps'][number]>): Cascade['steps'][number] => ({
  step: number, esri: number / 10, esri_down: 0, esri_up: 0, nodes: [], products: [], countries: [], ...more,
});
const cascade: Cascade = {
  subjects: [{ id: 'country:CHN', name: 'China', names: {} }], psi: 1, psi_up: 1, stopped: ['a'], esri: 0.2, esri_down: 0.2, esri_up: 0, rounds: 2, method: 'as said', hit_in_all: 2,
  hit: [
    { node: 'b', provider: 'country:KOR', provider_name: 'Korea', provider_names: {}, product: 'product:chip', product_name: 'Chip', product_names: {}, country: 'country:KOR', organization: null, state: 'named', loss: 0.6, loss_down: 0.6, loss_up: 0, lost: 0.3, tier_down: 1, tier_up: null, claims: ['a:provisions:2'] },
  ],
  steps: [
    step(0, { nodes: [{ node: 'a', loss_down: 1, loss_up: 1 }], countries: [{ country: 'country:CHN', loss: 1 }], products: [{ product: 'product:ore', loss: 0.9 }] }),
    step(1, { nodes: [{ node: 'b', loss_down: 0.3, loss_up: 0 }], countries: [{ country: 'country:KOR', loss: 0.3 }] }),
    step(2, { nodes: [{ node: 'b', loss_down: 0.6, loss_up: 0 }], countries: [{ country: 'country:KOR', loss: 0.6 }], products: [{ product: 'product:chip', loss: 0.6 }] }),
  ],
  products: [], unknown: [],
};

describe('the address of the screen', () => {
  test('says everything that is asked, and nothing that is not', () => {
    expect(readRisk(writeRisk(asked))).toEqual(asked);
    expect(writeRisk(riskOpening)).toEqual({});
    expect(readRisk({})).toEqual(riskOpening);
  });

  test('survives the address bar', () => {
    const address = addressOf({ ...opening, tab: 'risk', own: writeRisk(asked) });
    expect(readRisk(viewOf(address).own)).toEqual(asked);
  });

  test.each([
    [{ psi: '2' }, { psi: 1 }],
    [{ psi: 'x' }, { psi: 1 }],
    [{ psi: '0' }, { psi: 1, psiUp: null }],
    [{ psi: '0', psi_up: '0.5' }, { psi: 0, psiUp: 0.5 }],
    [{ step: '-1' }, { step: null }],
    [{ sides: 'left', network: 'planets', rank: 'beauty' }, { sides: 'both', network: 'cells', rank: 'esri' }],
    [{ stop: '|country:CHN||country:CHN' }, { stop: ['country:CHN'] }],
  ])('leaves at the default what it does not understand: %j', (own, expected) => {
    expect(readRisk(own)).toMatchObject(expected);
  });
});

describe('losses by a step', () => {
  test('are those told so far, and the end where no step is asked', () => {
    const first = lossesAt(cascade, 1);
    expect([first.countries.get('country:CHN'), first.countries.get('country:KOR'), first.products.get('product:chip')]).toEqual([1, 0.3, undefined]);
    expect(first.newly).toEqual(['b']);
    const end = lossesAt(cascade, null);
    expect([end.step, end.products.get('product:chip'), end.nodes.get('b')?.down, end.esri]).toEqual([2, 0.6, 0.6, 0.2]);
    expect(end.newly).toEqual([]);
    expect(lossesAt(cascade, 99).step).toBe(2);
  });

  test('are shaded by the steps of a share; no loss is no step', () => {
    expect([0, 0.01, 0.05, 0.3, 0.5, 0.95, 1].map(lossStep)).toEqual([null, 0, 1, 3, 4, 5, 5]);
    expect([lossFill(0), lossFill(undefined), lossFill(0.6)]).toEqual(['zero', 'zero', 'step-4']);
  });

  test('a node is as far away as the side that is hit first', () => {
    const [hit] = cascade.hit;
    if (hit === undefined) throw new Error('nobody is hit');
    expect([tierOf(hit), tierOf({ ...hit, tier_down: 3, tier_up: 2 }), tierOf({ ...hit, tier_down: null })]).toEqual([1, 2, null]);
  });
});

describe('the ranking', () => {
  test('is sorted by what is asked, unknown figures last', () => {
    expect(places(arrangeRanking(rows, every, 'en'))).toEqual([1, 2, 3]);
    expect(places(arrangeRanking(rows, { ...every, descending: false }, 'en'))).toEqual([3, 2, 1]);
    expect(places(arrangeRanking(rows, { ...every, rank: 'share' }, 'en'))).toEqual([3, 1, 2]);
    expect(places(arrangeRanking(rows, { ...every, rank: 'esri_up', descending: false }, 'en'))).toEqual([3, 1, 2]);
    expect(places(arrangeRanking(rows, { ...every, rank: 'product' }, 'en'))).toEqual([3, 1, 2]);
  });

  test('is filtered by names with or without their accents, and by country', () => {
    expect(places(arrangeRanking(rows, { ...every, filter: 'cote' }, 'fr'))).toEqual([2]);
    expect(places(arrangeRanking(rows, { ...every, filter: 'korea chip' }, 'en'))).toEqual([3]);
    expect(places(arrangeRanking(rows, { ...every, place: 'country:CHN' }, 'en'))).toEqual([1]);
    expect(arrangeRanking(rows, { ...every, filter: 'moon' }, 'en')).toEqual([]);
  });
});

describe('files', () => {
  const days = { validOn: '2025-01-01', knownOn: '2025-02-01' };

  test('the ranking as CSV has every figure, its method and its claims', () => {
    const [head, first] = rankingCsv(rows, 'cells', 'a, method', days).split('\r\n');
    expect(head?.split(',').slice(0, 3)).toEqual(['rank', 'network', 'node']);
    expect(first).toContain('1,cells,country:CHN > product:ore,China,Ore');
    expect(first).toContain('0.5,0.25,0.5,"a, method",a:provisions:1,2025-01-01,2025-02-01');
  });

  test('a cascade as CSV has a row for every step at which a node lost more', () => {
    const lines = cascadeCsv(cascade, (id) => id, days).trim().split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',').slice(3, 5))).toEqual([['0', 'a'], ['1', 'b'], ['2', 'b']]);
    expect(lines.at(-1)).toContain('0.6,0,1,,0.3,as said,a:provisions:2');
  });
});
