/** The chain as a graph: what leads to what, what belongs to one product, and what comes from one supplier. */
import type { Chain, ChainNode, ChainShare } from '../api/types';

/** How a link is drawn: a requirement of some kind, one whose kind nobody states, or a variant. */
export type LinkKind = 'essential' | 'other' | 'unknown' | 'variant';

/** `from` leads to `to`: an input to its product, a variant to the product it is a kind of. */
export interface Link {
  id: string;
  from: string;
  to: string;
  kind: LinkKind;
  weak: boolean;
  claims: readonly string[];
}

export interface Graph {
  nodes: readonly ChainNode[];
  links: readonly Link[];
}

function kindOfLink(kind: string | null): LinkKind {
  if (kind === null) return 'unknown';
  return kind === 'essential' ? 'essential' : 'other';
}

/** The answer as a graph; a variant that is also stated as an input is one link, the stated one. */
export function graphOf(chain: Chain): Graph {
  const links = new Map<string, Link>();
  const put = (link: Omit<Link, 'id'>): void => {
    const id = `${link.from} ${link.to}`;
    if (link.from !== link.to && !links.has(id)) links.set(id, { id, ...link });
  };
  for (const edge of chain.edges) {
    put({ from: edge.input, to: edge.product, kind: kindOfLink(edge.kind), weak: edge.weak, claims: edge.claims });
  }
  for (const { variant, product } of chain.variants) put({ from: variant, to: product, kind: 'variant', weak: false, claims: [] });
  return { nodes: chain.nodes, links: [...links.values()] };
}

type Neighbours = Map<string, string[]>;

function neighbours(links: readonly Link[], key: 'from' | 'to', value: 'from' | 'to'): Neighbours {
  const found: Neighbours = new Map();
  for (const link of links) found.set(link[key], [...(found.get(link[key]) ?? []), link[value]]);
  return found;
}

function reach(next: Neighbours, start: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const each of next.get(at) ?? []) {
      if (reached.has(each)) continue;
      reached.add(each);
      waiting.push(each);
    }
  }
  return reached;
}

/** Everything that leads to the product, in any number of steps. */
export const leadingTo = (links: readonly Link[], product: string): Set<string> => reach(neighbours(links, 'to', 'from'), product);

/** Everything that follows from the product, in any number of steps. */
export const followingFrom = (links: readonly Link[], product: string): Set<string> => reach(neighbours(links, 'from', 'to'), product);

/** Only what leads to the product and what follows from it; the whole graph for null or for a product it does not have. */
export function focusOn(graph: Graph, product: string | null): Graph {
  if (product === null || !graph.nodes.some((node) => node.id === product)) return graph;
  const inside = new Set([product, ...leadingTo(graph.links, product), ...followingFrom(graph.links, product)]);
  return {
    nodes: graph.nodes.filter((node) => inside.has(node.id)),
    links: graph.links.filter((link) => inside.has(link.from) && inside.has(link.to)),
  };
}

/** Products that nothing leads to and that lead to nothing: they have no place in the order of tiers. */
export function standingAlone(graph: Graph): Set<string> {
  const linked = new Set(graph.links.flatMap((link) => [link.from, link.to]));
  return new Set(graph.nodes.map((node) => node.id).filter((id) => !linked.has(id)));
}

/** The product with the most links, the first by identifier where several have as many; null where there is no link. */
export function mostLinked(graph: Graph): string | null {
  const counts = new Map<string, number>();
  for (const id of graph.links.flatMap((link) => [link.from, link.to])) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))[0]?.[0] ?? null;
}

export type Light = { known: true; share: number; row: ChainShare } | { known: false; row: ChainShare };

/** What comes from a supplier, by product. A measured zero lights nothing; an unknown share does, and says so. */
export function lightsOf(rows: readonly ChainShare[]): Map<string, Light> {
  const found = new Map<string, Light>();
  for (const row of rows) {
    if (row.share === null) found.set(row.product, { known: false, row });
    else if (row.share > 0) found.set(row.product, { known: true, share: row.share, row });
  }
  return found;
}

export interface Placed {
  id: string;
  /** From the left; null for what stands alone. */
  tier: number | null;
  /** Middle of the box, from the top. */
  y: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where an arrow key leads: left and right along a link to the nearest end of one, up and down within the tier. */
export function step(placed: readonly Placed[], links: readonly Link[], at: string, direction: Direction): string | null {
  const here = placed.find((each) => each.id === at);
  if (here === undefined) return null;
  if (direction === 'up' || direction === 'down') {
    const sign = direction === 'down' ? 1 : -1;
    const same = placed.filter((each) => each.tier === here.tier && sign * (each.y - here.y) > 0);
    return nearest(same, here);
  }
  const [own, other] = direction === 'left' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const ends = new Set(links.filter((link) => link[own] === at).map((link) => link[other]));
  return nearest(placed.filter((each) => ends.has(each.id)), here);
}

function nearest(candidates: readonly Placed[], here: Placed): string | null {
  const far = (each: Placed): number => Math.abs(each.y - here.y) + 1000 * Math.abs((each.tier ?? 0) - (here.tier ?? 0));
  return [...candidates].sort((a, b) => far(a) - far(b) || a.id.localeCompare(b.id))[0]?.id ?? null;
}
