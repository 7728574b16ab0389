/** The view and its address: every state of the page is one, and the two functions here are each other's inverse. */
import type { MarketKey, ProviderKind } from '../api/types';
import { packClaims, unpackClaims } from './claim-ids';
import { isLanguage, type Language } from './language';

/** The screens, by the word that stands for them in the address, in the order of the navigation; the page opens on the first. */
export const tabs = ['map', 'chain', 'risk', 'dependencies', 'findings', 'ledger', 'review', 'sources', 'add'] as const;
export type Tab = (typeof tabs)[number];

/** Screens beside which the panel of a product or entity stands; the others are whole pages. */
export const besidePanel = (tab: Tab): boolean => tab === 'map' || tab === 'chain';

export const countings = ['country', 'organization', 'headquarters'] as const;
export type Counting = (typeof countings)[number];

export const parts = ['contributions', 'sources', 'conflicts', 'unknown'] as const;
export type Part = (typeof parts)[number];

export const findingOrders = ['subject', 'indicator', 'value', 'verdict', 'period'] as const;
export type FindingOrder = (typeof findingOrders)[number];

export type Order = 'hhi' | 'name' | 'technology' | 'top';

/** What the page shows. Null means the default; a default never stands in the address. */
export interface View {
  tab: Tab;
  product: string | null;
  entity: string | null;
  market: MarketKey | null;
  /** The provider marked on the map and in the panel. */
  marked: string | null;
  /** The claims laid open in the drawer; empty where it is closed. */
  claims: readonly string[];
  /** The figure whose method the drawer explains besides: an indicator. */
  why: string | null;
  validOn: string | null;
  knownOn: string | null;
  language: Language | null;
  technology: string | null;
  filter: string;
  order: Order | null;
  descending: boolean | null;
  /** Of the findings: whose shares are counted, which are shown, and in what order. */
  by: Counting;
  indicator: string | null;
  verdict: string | null;
  place: string | null;
  sort: FindingOrder | null;
  /** Of the sources: which list, and the contribution or source whose rows are laid open. */
  part: Part;
  opened: string | null;
  table: string | null;
  /** Of a long list, from 1. */
  page: number;
  /** What only the screen on show understands, by its name in the address; each screen has a reader for its own. */
  own: Readonly<Record<string, string>>;
}

export const opening: View = {
  tab: 'map',
  product: null,
  entity: null,
  market: null,
  marked: null,
  claims: [],
  why: null,
  validOn: null,
  knownOn: null,
  language: null,
  technology: null,
  filter: '',
  order: null,
  descending: null,
  by: 'country',
  indicator: null,
  verdict: null,
  place: null,
  sort: null,
  part: 'contributions',
  opened: null,
  table: null,
  page: 1,
  own: {},
};

const computed = 'computed';
const orders: readonly string[] = ['hhi', 'name', 'technology', 'top'];
const providerKinds: readonly string[] = ['country', 'organization', 'facility'];

function writeMarket(market: MarketKey): string {
  return [market.provider_kind, market.basis, market.period, ...(market.derived ? [computed] : [])].join('~');
}

function readMarket(text: string | null): MarketKey | null {
  const [kind, basis, period, flag] = (text ?? '').split('~');
  if (kind === undefined || !providerKinds.includes(kind) || !basis || !period) return null;
  return { provider_kind: kind as ProviderKind, basis, period, derived: flag === computed };
}

const oneOf = <Word extends string>(words: readonly Word[], text: string | null): Word | null => words.find((word) => word === text) ?? null;

const readDay = (text: string | null): string | null => (text !== null && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? text : null);

/** The address of a view, from the question mark on; "" for the opening view. */
export function addressOf(view: View): string {
  const fields: [string, string | null][] = [
    ['view', view.tab === 'map' ? null : view.tab],
    ['product', view.product],
    ['about', view.entity],
    ['market', view.market === null ? null : writeMarket(view.market)],
    ['marked', view.marked],
    ['technology', view.technology],
    ['filter', view.filter],
    ['order', view.order],
    ['descending', view.descending === null ? null : view.descending ? 'yes' : 'no'],
    ['by', view.by === opening.by ? null : view.by],
    ['indicator', view.indicator],
    ['verdict', view.verdict],
    ['place', view.place],
    ['sort', view.sort],
    ['part', view.part === opening.part ? null : view.part],
    ['opened', view.opened],
    ['table', view.table],
    ['page', view.page === 1 ? null : String(view.page)],
    ['valid_on', view.validOn],
    ['known_on', view.knownOn],
    ['lang', view.language],
    ['why', view.why],
    ['claims', packClaims(view.claims)],
  ];
  fields.push(...Object.entries(view.own));
  const pairs = fields.flatMap(([name, value]) => (value === null || value === '' ? [] : [`${name}=${readable(value)}`]));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The names that mean the same on every screen; what else stands in an address is the screen's own. */
const shared = new Set([
  ...['view', 'product', 'about', 'market', 'marked', 'technology', 'filter', 'order', 'descending', 'by', 'indicator', 'verdict'],
  ...['place', 'sort', 'part', 'opened', 'table', 'page', 'valid_on', 'known_on', 'lang', 'why', 'claims'],
]);
const mostOwn = 24;

function readOwn(fields: URLSearchParams): Record<string, string> {
  const own = [...fields].filter(([name, value]) => !shared.has(name) && /^[a-z][a-z_]{0,23}$/.test(name) && value !== '');
  return Object.fromEntries(own.slice(0, mostOwn));
}

/** Percent-encoded, but colons, commas, slashes and tildes stay readable: a query may hold them. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(3A|2C|2F|7E|40)/gi, (code) => decodeURIComponent(code));
}

/** The view an address means. What it does not understand it leaves at the default. */
export function viewOf(address: string): View {
  const fields = new URLSearchParams(address);
  const order = fields.get('order');
  const descending = fields.get('descending');
  const language = fields.get('lang');
  return {
    tab: oneOf(tabs, fields.get('view')) ?? opening.tab,
    product: fields.get('product') || null,
    entity: fields.get('about') || null,
    market: readMarket(fields.get('market')),
    marked: fields.get('marked') || null,
    claims: unpackClaims(fields.get('claims') ?? ''),
    why: fields.get('why') || null,
    validOn: readDay(fields.get('valid_on')),
    knownOn: readDay(fields.get('known_on')),
    language: isLanguage(language) ? language : null,
    technology: fields.get('technology') || null,
    filter: fields.get('filter') ?? '',
    order: order !== null && orders.includes(order) ? (order as Order) : null,
    descending: descending === 'yes' ? true : descending === 'no' ? false : null,
    by: oneOf(countings, fields.get('by')) ?? opening.by,
    indicator: fields.get('indicator') || null,
    verdict: fields.get('verdict') || null,
    place: fields.get('place') || null,
    sort: oneOf(findingOrders, fields.get('sort')),
    part: oneOf(parts, fields.get('part')) ?? opening.part,
    opened: fields.get('opened') || null,
    table: fields.get('table') || null,
    page: /^[1-9]\d{0,5}$/.test(fields.get('page') ?? '') ? Number(fields.get('page')) : 1,
    own: readOwn(fields),
  };
}
