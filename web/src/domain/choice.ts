/** Several countries chosen on the map: in the address, and what they have together. */
import type { Market, MarketRow } from '../api/types';
import { kindOf } from './names';

type Own = Readonly<Record<string, string>>;

const most = 40; // more would not fit a line, and an address may hold anything

/** The countries of the screen's own parameter `chosen`, each once. */
export function chosenIn(own: Own): string[] {
  const ids = (own['chosen'] ?? '').split(',').filter((id) => /^country:[A-Z]{3}$/.test(id));
  return [...new Set(ids)].slice(0, most);
}

export const chosenOut = (own: Own, ids: readonly string[]): Record<string, string> => ({ ...own, chosen: [...new Set(ids)].join(',') });

/** One more, or one less. With nobody chosen yet, the country that is marked is the first. */
export function toggled(chosen: readonly string[], id: string, marked: string | null): string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  const before = chosen.length === 0 && marked !== null && marked !== id && kindOf(marked) === 'country' ? [marked] : chosen;
  return [...before, id];
}

/** What several countries have together of one market: one basis, one period, one way of counting. */
export interface Together {
  /** The shares that are known added up; null where none is. */
  share: number | null;
  low: number;
  /** Null where one of them is unknown: nobody can say how much it is at most. */
  high: number | null;
  /** Named without a figure. */
  unknown: string[];
  /** Not named by the source at all: unknown too, and not zero. */
  absent: string[];
}

export function together(market: Market, ids: readonly string[]): Together {
  const rows = new Map(market.rows.map((row) => [row.provider, row]));
  const named = ids.flatMap((id) => rows.get(id) ?? []);
  const known = named.filter((row) => row.share !== null);
  const sum = (of: (row: MarketRow) => number | null): number => known.reduce((total, row) => total + (of(row) ?? row.share ?? 0), 0);
  const unknown = named.filter((row) => row.share === null).map((row) => row.provider);
  const absent = ids.filter((id) => !rows.has(id));
  return {
    share: known.length === 0 ? null : sum((row) => row.share),
    low: sum((row) => row.low),
    high: unknown.length + absent.length > 0 ? null : Math.min(1, sum((row) => row.high)),
    unknown,
    absent,
  };
}
