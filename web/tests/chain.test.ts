import { describe, expect, test } from 'vitest';
import type { Chain, ChainNode, ChainShare } from '../src/api/types';
import { focusOn, followingFrom, graphOf, leadingTo, lightsOf, mostLinked, standingAlone, step, type Graph } from '../src/domain/chain';
import { chainCsv } from '../src/domain/chain-csv';

const node = (id: string, more: Partial<ChainNode> = {}): ChainNode => ({
  id, name: id.toUpperCase(), names: {}, technology: null, hhi: null, verdict: null, weak: false, top: [], ...more,
});

/** a and b make c, c makes d; v is a variant of c; e stands apart. Letters as "ab": a leads to b. */
function graph(edges: readonly string[], variants: readonly string[] = [], nodes = 'abcdev'): Graph {
  const answer: Chain = {
    product: null,
    nodes: [...nodes].map((id) => node(id)),
    edges: edges.map((pair) => ({ input: pair[0] ?? '', product: pair[1] ?? '', kind: 'essential', conflict: false, weak: false, claims: [`c:requirements:${pair}`] })),
    variants: variants.map((pair) => ({ variant: pair[0] ?? '', product: pair[1] ?? '' })),
    providers: [],
  };
  return graphOf(answer);
}

const share = (product: string, value: number | null): ChainShare => ({
  product, share: value, low: value, high: value, state: value === null ? 'unknown' : value === 0 ? 'zero' : 'measured',
  basis: 'sales', period: '2024', derived: false, weak: false, claims: [],
});

const world = graph(['ac', 'bc', 'cd'], ['vc']);
const ids = (found: Graph): string => found.nodes.map((each) => each.id).join('');

describe('the graph of an answer', () => {
  test('tells essential, other, unstated and variant apart', () => {
    const answer: Chain = {
      product: null, nodes: [], providers: [],
      edges: [['essential', 'a'], ['non-essential', 'b'], ['negligible', 'c'], [null, 'd']].map(([kind, input]) => ({
        input: input ?? '', product: 'z', kind: kind ?? null, conflict: null, weak: false, claims: [],
      })),
      variants: [{ variant: 'v', product: 'z' }, { variant: 'a', product: 'z' }],
    };
    expect(graphOf(answer).links.map((link) => link.kind)).toEqual(['essential', 'other', 'other', 'unknown', 'variant']);
  });

  test('a product is no link to itself', () => {
    expect(graph(['aa', 'ab']).links.map((link) => link.id)).toEqual(['a b']);
  });
});

describe('focus', () => {
  test('keeps what leads to a product and what follows from it, variants among it', () => {
    expect([...leadingTo(world.links, 'c')].sort()).toEqual(['a', 'b', 'v']);
    expect([...followingFrom(world.links, 'c')]).toEqual(['d']);
    expect(ids(focusOn(world, 'c'))).toBe('abcdv');
    expect(focusOn(world, 'c').links).toHaveLength(4);
  });

  test('leaves out what only shares a product', () => {
    expect(ids(focusOn(world, 'a'))).toBe('acd');
    expect(focusOn(world, 'a').links.map((link) => link.id)).toEqual(['a c', 'c d']);
  });

  test('ends in a circle, and on one product that stands alone', () => {
    const circle = graph(['ab', 'ba', 'bc']);
    expect(ids(focusOn(circle, 'a'))).toBe('abc');
    expect(ids(focusOn(world, 'e'))).toBe('e');
  });

  test('is the whole chain for no product and for one it does not have', () => {
    expect(focusOn(world, null)).toBe(world);
    expect(focusOn(world, 'product:unobtainium')).toBe(world);
  });
});

test('what has no link stands alone, and what has most is looked at first', () => {
  expect([...standingAlone(world)]).toEqual(['e']);
  expect(mostLinked(world)).toBe('c');
  expect(mostLinked(graph([]))).toBeNull();
});

test('a zero lights nothing, an unknown share lights as unknown', () => {
  const lights = lightsOf([share('a', 0.4), share('b', 0), share('c', null)]);
  expect([...lights.keys()]).toEqual(['a', 'c']);
  expect(lights.get('a')).toMatchObject({ known: true, share: 0.4 });
  expect(lights.get('c')?.known).toBe(false);
});

describe('the arrow keys', () => {
  const placed = [
    { id: 'a', tier: 0, y: 0 }, { id: 'b', tier: 0, y: 100 }, { id: 'v', tier: 0, y: 220 }, { id: 'c', tier: 1, y: 90 },
    { id: 'd', tier: 2, y: 90 }, { id: 'e', tier: null, y: 400 },
  ];

  test.each([
    ['c', 'left', 'b'],
    ['c', 'right', 'd'],
    ['a', 'right', 'c'],
    ['b', 'down', 'v'],
    ['b', 'up', 'a'],
    ['a', 'up', null],
    ['d', 'right', null],
    ['e', 'left', null],
    ['nothing', 'left', null],
  ] as const)('from %s %s to %s', (from, direction, to) => {
    expect(step(placed, world.links, from, direction)).toBe(to);
  });
});

test('the CSV has a line per link and one per product without any, with the supplier’s share of what leads there', () => {
  const text = chainCsv(world, { supplier: 'country:JPN', lights: lightsOf([share('a', 0.4), share('e', null)]), validOn: '2025-01-01', knownOn: '2025-02-02' });
  const [head, ...rows] = text.trimEnd().split('\r\n').map((line) => line.split(','));
  expect(rows).toHaveLength(5);
  const read = (row: string[] | undefined): Record<string, string> => Object.fromEntries((head ?? []).map((name, index) => [name, row?.[index] ?? '']));
  expect(read(rows[0])).toMatchObject({ input: 'a', link: 'essential', product: 'c', supplier: 'country:JPN', supplier_share_of_input: '0.4', basis: 'sales', claims: 'c:requirements:ac', known_on: '2025-02-02' });
  expect(read(rows[1])).toMatchObject({ input: 'b', supplier_share_of_input: '' });
  expect(read(rows[4])).toMatchObject({ input: 'e', link: '', product: '', basis: 'sales', supplier_share_of_input: '' });
});
