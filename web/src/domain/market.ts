/** How a market's rows are laid out and which market a view means. Draws conclusions about layout only: no share is computed from others. */
import type { Market, MarketRow, ProductPanel } from '../api/types';
import type { MarketChoice } from './address';

export interface Layout {
  /** Measured shares, largest first, measured zeros last. */
  known: MarketRow[];
  /** Named without a figure. */
  unknown: MarketRow[];
  /** What sources lump together. */
  remainders: MarketRow[];
}

export function layOut(market: Market): Layout {
  const remainders = market.rows.filter((row) => row.state === 'remainder');
  const unknown = market.rows.filter((row) => row.state === 'unknown' || (row.state !== 'remainder' && row.share === null));
  const known = market.rows.filter((row) => row.share !== null && row.state !== 'remainder' && row.state !== 'unknown');
  known.sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || a.provider.localeCompare(b.provider));
  return { known, unknown, remainders };
}

export const choiceOf = (market: Market): MarketChoice => ({
  provider_kind: market.provider_kind,
  basis: market.basis,
  period: market.period,
  derived: market.derived,
});

export const sameKind = (a: MarketChoice, b: MarketChoice): boolean =>
  a.provider_kind === b.provider_kind && a.basis === b.basis && a.derived === b.derived;

export const sameMarket = (a: MarketChoice, b: MarketChoice): boolean => sameKind(a, b) && a.period === b.period;

/** The market a view means: the one chosen where the panel has it, else the panel's own default. */
export function marketOf(panel: ProductPanel, choice: MarketChoice | null): Market | null {
  const chosen = choice === null ? undefined : panel.markets.find((market) => sameMarket(choiceOf(market), choice));
  return chosen ?? panel.markets[panel.default_market ?? -1] ?? panel.markets[0] ?? null;
}

/** A period that the panel lists for a market and does not carry: it has to be asked for. */
export function missingPeriod(panel: ProductPanel, choice: MarketChoice | null): MarketChoice | null {
  if (choice === null || panel.markets.some((market) => sameMarket(choiceOf(market), choice))) return null;
  const offered = panel.markets.some((market) => sameKind(choiceOf(market), choice) && market.periods.includes(choice.period));
  return offered ? choice : null;
}

export interface Group {
  choice: MarketChoice;
  periods: string[];
}

/** One entry per kind of provider and basis, in the panel's order, each with its periods, latest first. */
export function groupsOf(markets: readonly Market[]): Group[] {
  const groups: Group[] = [];
  for (const market of markets) {
    const choice = choiceOf(market);
    const group = groups.find((each) => sameKind(each.choice, choice));
    const periods = [market.period, ...market.periods];
    if (group === undefined) groups.push({ choice, periods });
    else group.periods.push(...periods);
  }
  for (const group of groups) group.periods = [...new Set(group.periods)].sort().reverse();
  return groups;
}

/** Every claim of a market once, the providers' own first. */
export function claimsOf(market: Market): string[] {
  return [...new Set([...market.rows.flatMap((row) => row.claims), ...market.hhi.claims])];
}

export const hasRange = (row: { low: number | null; high: number | null }): boolean =>
  row.low !== null && row.high !== null && row.high - row.low > 0.0005;
