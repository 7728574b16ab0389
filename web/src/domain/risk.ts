/** Systemic risk: what is asked, what of it stands in the address, and what had been lost by a step. */
import type { Cascade, HitNode, RankedNode } from '../api/types';
import type { Fill } from './shading';

export type NetworkKind = 'cells' | 'firms';
export type Sides = 'both' | 'down' | 'up';
export const rankings = ['esri', 'esri_down', 'esri_up', 'name', 'product', 'share'] as const;
export type Ranking = (typeof rankings)[number];

/** What the screen asks. `psiUp` null: as `psi`; `step` null: the end of the cascade. */
export interface RiskAsked {
  network: NetworkKind;
  substitution: boolean;
  sides: Sides;
  stop: readonly string[];
  psi: number;
  psiUp: number | null;
  step: number | null;
  rank: Ranking;
  all: boolean;
}

export const riskOpening: RiskAsked = { network: 'cells', substitution: true, sides: 'both', stop: [], psi: 1, psiUp: null, step: null, rank: 'esri', all: false };

const between = '|'; // stands in no identity
const isPart = (text: string | undefined): text is string => text !== undefined && /^(0(\.\d{1,4})?|1)$/.test(text);

/** What the screen's own part of an address means; what it does not understand it leaves at the default. */
export function readRisk(own: Readonly<Record<string, string>>): RiskAsked {
  const stop = (own['stop'] ?? '').split(between).filter(Boolean);
  const psi = isPart(own['psi']) ? Number(own['psi']) : riskOpening.psi;
  const psiUp = isPart(own['psi_up']) ? Number(own['psi_up']) : null;
  const nothing = psi === 0 && (psiUp ?? 0) === 0;
  return {
    network: own['network'] === 'firms' ? 'firms' : 'cells',
    substitution: own['substitution'] !== 'off',
    sides: own['sides'] === 'down' ? 'down' : own['sides'] === 'up' ? 'up' : 'both',
    stop: [...new Set(stop)],
    psi: nothing ? riskOpening.psi : psi,
    psiUp: nothing ? null : psiUp,
    step: /^\d{1,4}$/.test(own['step'] ?? '') ? Number(own['step']) : null,
    rank: rankings.find((each) => each === own['rank']) ?? riskOpening.rank,
    all: own['all'] === 'yes',
  };
}

/** The other way round; a default never stands in the address. */
export function writeRisk(asked: RiskAsked): Record<string, string> {
  const fields: [string, string | null][] = [
    ['network', asked.network === 'cells' ? null : asked.network],
    ['sides', asked.sides === 'both' ? null : asked.sides],
    ['substitution', asked.substitution ? null : 'off'],
    ['stop', asked.stop.length === 0 ? null : asked.stop.join(between)],
    ['psi', asked.psi === 1 ? null : String(asked.psi)],
    ['psi_up', asked.psiUp === null || asked.psiUp === asked.psi ? null : String(asked.psiUp)],
    ['step', asked.step === null ? null : String(asked.step)],
    ['rank', asked.rank === riskOpening.rank ? null : asked.rank],
    ['all', asked.all ? 'yes' : null],
  ];
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== null));
}

const bounds = [0, 0.05, 0.1, 0.25, 0.5, 0.9] as const;
/** Lower bounds of the steps of a loss, as those of shares: half is where supply counts as broken. */
export const lossBounds: readonly number[] = bounds;

/** How a place that loses so much is filled; null for one that loses nothing. */
export function lossStep(loss: number | undefined): 0 | 1 | 2 | 3 | 4 | 5 | null {
  if (loss === undefined || loss <= 0) return null;
  return (bounds.filter((bound) => loss >= bound).length - 1) as 0 | 1 | 2 | 3 | 4 | 5;
}

export const lossFill = (loss: number | undefined): Fill => {
  const found = lossStep(loss);
  return found === null ? 'zero' : `step-${found}`;
};

export interface NodeLoss {
  down: number;
  up: number;
}

/** What everybody had lost by a step: the answer tells at each step only what grew. */
export interface Losses {
  step: number;
  countries: ReadonlyMap<string, number>;
  products: ReadonlyMap<string, number>;
  nodes: ReadonlyMap<string, NodeLoss>;
  esri: number;
  down: number;
  up: number;
  /** Nodes that had lost nothing before this step. */
  newly: readonly string[];
}

export function lossesAt(cascade: Cascade, step: number | null): Losses {
  const last = cascade.steps.length - 1;
  const until = Math.min(step ?? last, last);
  const countries = new Map<string, number>();
  const products = new Map<string, number>();
  const nodes = new Map<string, NodeLoss>();
  let newly: string[] = [];
  for (const each of cascade.steps.slice(0, until + 1)) {
    newly = each.nodes.map(({ node }) => node).filter((node) => !nodes.has(node));
    for (const { country, loss } of each.countries) countries.set(country, loss);
    for (const { product, loss } of each.products) products.set(product, loss);
    for (const { node, loss_down, loss_up } of each.nodes) nodes.set(node, { down: loss_down, up: loss_up });
  }
  const at = cascade.steps[until];
  return { step: until, countries, products, nodes, newly, esri: at?.esri ?? 0, down: at?.esri_down ?? 0, up: at?.esri_up ?? 0 };
}

/** The first step at which a node is hit, on either side. */
export function tierOf(hit: HitNode): number | null {
  const tiers = [hit.tier_down, hit.tier_up].filter((tier): tier is number => tier !== null);
  return tiers.length === 0 ? null : Math.min(...tiers);
}

export interface Filtering {
  filter: string;
  place: string | null;
  rank: Ranking;
  descending: boolean | null;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
export const descends = (rank: Ranking, descending: boolean | null): boolean => descending ?? (rank !== 'name' && rank !== 'product');

/** A ranked node with its place among all and its names in the reader's language. */
export interface RankRow {
  node: RankedNode;
  place: number;
  provider: string;
  product: string;
}

/** The rows that a filter leaves, in the order asked; ties keep the order of the ranking, unknown shares come last. */
export function arrangeRanking(rows: readonly RankRow[], wanted: Filtering, language: string): RankRow[] {
  const asked = plain(wanted.filter).split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (wanted.place === null || row.node.country === wanted.place) &&
      asked.every((part) => plain(`${row.provider} ${row.product} ${row.node.provider_name} ${row.node.product_name}`).includes(part)),
  );
  const sign = descends(wanted.rank, wanted.descending) ? -1 : 1;
  const { rank } = wanted;
  if (rank === 'name' || rank === 'product') {
    const text = (row: RankRow): string => (rank === 'name' ? row.provider : row.product);
    return found.sort((a, b) => sign * text(a).localeCompare(text(b), language) || a.place - b.place);
  }
  return found.sort((a, b) => {
    const [one, other] = [a.node[rank], b.node[rank]];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || a.place - b.place;
    return sign * (one - other) || a.place - b.place;
  });
}
