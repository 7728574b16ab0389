/** One thin, typed door to the server. No other file of the page asks for anything. */
import type {
  Cascade,
  LedgerDetail,
  OverduePage,
  Totals,
  Chain,
  ChainShares,
  ClaimId,
  ClaimRowPage,
  Claims,
  Comparison,
  ConflictRow,
  ContributionRow,
  EntityPanel,
  Failure,
  Findings,
  Hits,
  ImportLines,
  MapArcs,
  NameRow,
  ProductImports,
  ProductList,
  ProductPanel,
  ProductTrade,
  Risk,
  SourceRow,
  Summary,
  Supplied,
  TradeChoices,
  UnknownRow,
} from './types';

/** The two days every question is asked for; null leaves the server's default. */
export interface Days {
  validOn: string | null;
  knownOn: string | null;
}

/** A question that was not answered: the server's own words where it had any. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';

  constructor(
    readonly status: number,
    readonly failure: Failure,
  ) {
    super(failure.problem);
  }
}

export type Fields = Record<string, string | number | null | undefined | readonly string[]>;

export function query(fields: Fields): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) value.forEach((each: string) => pairs.append(name, each));
    else if (value !== null && value !== undefined && value !== '') pairs.set(name, String(value));
  }
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}

export const nobodyAnswers: Failure = { code: 'no-answer', problem: '', remedy: '', where: '', valid: [], retry: true };

export async function failureOf(response: Response): Promise<Failure> {
  try {
    const body = (await response.json()) as { error?: Partial<Failure> };
    return { ...nobodyAnswers, code: `http-${String(response.status)}`, retry: response.status >= 500, ...body.error };
  } catch {
    return { ...nobodyAnswers, code: `http-${String(response.status)}` };
  }
}

async function ask<T>(path: string, fields: Fields, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${path}${query(fields)}`, { signal, headers: { Accept: 'application/json' } });
  } catch (reason) {
    if (signal.aborted) throw reason;
    throw new Unanswered(0, nobodyAnswers);
  }
  if (!response.ok) throw new Unanswered(response.status, await failureOf(response));
  return (await response.json()) as T;
}

const on = (days: Days): Fields => ({ valid_on: days.validOn, known_on: days.knownOn });
const kindOfEntity: Record<string, string> = { country: 'countries', area: 'countries', org: 'organizations', facility: 'facilities' };

/** Part of a long list. */
export interface Page<Row> {
  rows: Row[];
  total: number;
}

const most = 1000; // rows the server gives at once

async function whole<Row>(path: string, days: Days, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await ask<Page<Row>>(path, { offset: rows.length, limit: most, ...on(days) }, signal);
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** A mention that resolution kept apart or could not place: a row of the map's table `unresolved`. */
export interface Unresolved {
  mention: string;
  reason: string;
  suggestions: string[];
}

/** What narrows the ledger; empty fields ask for all. */
export type LedgerFields = Record<'country' | 'technology' | 'state' | 'since' | 'until' | 'text', string | null>;

export const api = {
  /** Whether the server answers anything at all. */
  reachable: (signal: AbortSignal) => fetch('/api/view', { method: 'HEAD', signal }).then(() => true, () => false),
  ledger: <Row>(list: string, fields: Partial<LedgerFields>, offset: number, limit: number, days: Days, signal: AbortSignal) =>
    ask<Page<Row>>(`/api/ledger/${list}`, { ...fields, offset, limit, ...on(days) }, signal),
  ledgerTotals: (by: string, fields: Partial<LedgerFields>, group: string | null, limit: number, days: Days, signal: AbortSignal) =>
    ask<Totals>('/api/ledger/totals', { by, ...fields, group, limit, ...on(days) }, signal),
  ledgerOverdue: (offset: number, limit: number, days: Days, signal: AbortSignal) => ask<OverduePage>('/api/ledger/overdue', { offset, limit, ...on(days) }, signal),
  /** The address of the whole ledger as a file: a link, nothing is asked here. */
  ledgerFile: (form: string, days: Days): string => `/api/ledger/export/${form}${query(on(days))}`,
  ledgerOne: (list: string, id: string, days: Days, signal: AbortSignal) => ask<LedgerDetail>(`/api/ledger/${list}/${encodeURIComponent(id)}`, on(days), signal),
  view: (days: Days, signal: AbortSignal) => ask<Summary>('/api/view', on(days), signal),
  products: (days: Days, signal: AbortSignal) => ask<ProductList>('/api/products', on(days), signal),
  product: (id: string, days: Days, signal: AbortSignal) =>
    ask<ProductPanel>(`/api/products/${encodeURIComponent(id)}`, on(days), signal),
  productTrade: (id: string, asked: Fields, days: Days, signal: AbortSignal) =>
    ask<ProductTrade>(`/api/products/${encodeURIComponent(id)}/trade`, { ...asked, ...on(days) }, signal),
  claims: (ids: readonly ClaimId[], days: Days, signal: AbortSignal) =>
    ask<Claims>('/api/claims', { id: ids, ...on(days) }, signal),
  search: (q: string, limit: number, days: Days, signal: AbortSignal) =>
    ask<Hits>('/api/search', { q, limit, ...on(days) }, signal),
  arcs: (product: string, days: Days, signal: AbortSignal) => ask<MapArcs>('/api/map/arcs', { product, ...on(days) }, signal),
  chain: (days: Days, signal: AbortSignal) => ask<Chain>('/api/chain', on(days), signal),
  supplied: (by: string, days: Days, signal: AbortSignal) => ask<ChainShares>('/api/chain/supplied', { by, ...on(days) }, signal),
  entity: (id: string, days: Days, signal: AbortSignal) =>
    ask<EntityPanel>(`/api/${kindOfEntity[id.split(':')[0] ?? ''] ?? 'organizations'}/${encodeURIComponent(id)}`, on(days), signal),
  findings: (about: 'concentration' | 'chokepoints', by: string, days: Days, signal: AbortSignal) =>
    ask<Findings>(`/api/findings/${about}`, { by, ...on(days) }, signal),
  risk: (how: { network: string; substitution: string; sides: string }, top: number, days: Days, signal: AbortSignal) =>
    ask<Risk>('/api/findings/systemic-risk', { ...how, top, ...on(days) }, signal),
  whatIf: (node: readonly string[], how: Record<string, string | number | null>, top: number, days: Days, signal: AbortSignal) =>
    ask<Cascade>('/api/what-if', { node, ...how, top, ...on(days) }, signal),
  names: (days: Days, signal: AbortSignal) => ask<{ rows: NameRow[] }>('/api/names', on(days), signal),
  contributions: (days: Days, signal: AbortSignal) => whole<ContributionRow>('/api/contributions', days, signal),
  sources: (days: Days, signal: AbortSignal) => whole<SourceRow>('/api/sources', days, signal),
  unresolved: (days: Days, signal: AbortSignal) => whole<Unresolved>('/api/tables/unresolved', days, signal),
  conflicts: (offset: number, limit: number, days: Days, signal: AbortSignal) =>
    ask<Page<ConflictRow>>('/api/conflicts', { offset, limit, ...on(days) }, signal),
  allConflicts: (days: Days, signal: AbortSignal) => whole<ConflictRow>('/api/conflicts', days, signal),
  allUnknown: (days: Days, signal: AbortSignal) => whole<UnknownRow>('/api/unknown', days, signal),
  unknown: (offset: number, limit: number, days: Days, signal: AbortSignal) =>
    ask<Page<UnknownRow>>('/api/unknown', { offset, limit, ...on(days) }, signal),
  trade: (days: Days, signal: AbortSignal) => ask<TradeChoices>('/api/dependency', on(days), signal),
  imports: (asked: Fields, days: Days, signal: AbortSignal) => ask<ImportLines>('/api/dependency/products', { ...asked, ...on(days) }, signal),
  importsOf: (asked: Fields, days: Days, signal: AbortSignal) => ask<ProductImports>('/api/dependency/product', { ...asked, ...on(days) }, signal),
  compared: (asked: Fields, days: Days, signal: AbortSignal) => ask<Comparison>('/api/dependency/compare', { ...asked, ...on(days) }, signal),
  dependents: (asked: Fields, days: Days, signal: AbortSignal) => ask<Supplied>('/api/dependency/supplied', { ...asked, ...on(days) }, signal),
  rows: (of: string, table: string | null, offset: number, limit: number, days: Days, signal: AbortSignal) =>
    ask<ClaimRowPage>(
      `/api/${of.startsWith('source:') ? 'sources' : 'contributions'}/${encodeURIComponent(of)}/rows`,
      { table, offset, limit, ...on(days) },
      signal,
    ),
};
