/** How a market's rows are laid out and which market a view means. About layout only: no share is computed from others. */
import type { Finding, Market, MarketKey, MarketRow, ProductPanel } from '../api/types';

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
  const named = market.rows.filter((row) => row.state !== 'remainder');
  const isUnknown = (row: MarketRow): boolean => row.state === 'unknown' || row.share === null;
  const known = named.filter((row) => !isUnknown(row));
  known.sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || a.provider.localeCompare(b.provider));
  return { known, unknown: named.filter(isUnknown), remainders };
}

export const keyOf = (market: Market): MarketKey => ({
  provider_kind: market.provider_kind,
  basis: market.basis,
  period: market.period,
  derived: market.derived,
});

export const sameKind = (a: MarketKey, b: MarketKey): boolean =>
  a.provider_kind === b.provider_kind && a.basis === b.basis && a.derived === b.derived;

export const sameMarket = (a: MarketKey, b: MarketKey): boolean => sameKind(a, b) && a.period === b.period;

/** The market a view means: the one chosen where the panel has it, else the panel's own default. */
export function marketOf(panel: ProductPanel, choice: MarketKey | null): Market | null {
  const chosen = choice === null ? undefined : panel.markets.find((market) => sameMarket(market, choice));
  return chosen ?? panel.markets[panel.default_market ?? -1] ?? panel.markets[0] ?? null;
}

export interface Group {
  /** The market to show when this group is chosen: its current period, or else its latest. */
  first: MarketKey;
  periods: string[];
}

/** One entry per kind of provider and basis, in the panel's order, each with its periods, latest first. */
export function groupsOf(markets: readonly Market[]): Group[] {
  const groups = new Map<string, Market[]>();
  for (const market of markets) {
    const kind = `${market.counted_by} ${market.basis}`;
    groups.set(kind, [...(groups.get(kind) ?? []), market]);
  }
  return [...groups.values()].map((same) => {
    const latestFirst = [...same].sort((a, b) => b.period.localeCompare(a.period));
    const first = latestFirst.find((market) => market.current) ?? latestFirst[0];
    if (first === undefined) throw new Error('a group holds the market it was made for');
    return { first: keyOf(first), periods: latestFirst.map((market) => market.period) };
  });
}

/** Every claim of a market once, the providers' own first. */
export function claimsOf(market: Market): string[] {
  return [...new Set([...market.rows.flatMap((row) => row.claims), ...market.hhi.claims])];
}

export const hasRange = (row: { low: number | null; high: number | null }): boolean =>
  row.low !== null && row.high !== null && row.high - row.low > 0.0005;

/**
 * The findings that belong beside a market: those on its own basis, kind of provider and period, and of those on no
 * market (tiers up) one per indicator, known before unknown. Without the HHI, which stands under the bars.
 */
export function findingsBeside(market: Market | null, findings: readonly Finding[]): Finding[] {
  const own: Finding[] = [];
  const general = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.indicator === 'hhi') continue;
    const about = /by (\w+), basis ([\w-]+)/.exec(finding.method ?? '');
    if (about === null) {
      if ((general.get(finding.indicator)?.value ?? null) === null) general.set(finding.indicator, finding);
    } else if (market !== null && about[1] === market.counted_by && about[2] === market.basis && finding.as_of === market.period) {
      own.push(finding);
    }
  }
  return [...own, ...general.values()];
}

/** "Others" and "various" of any sort: the page has its own word for them. */
export const isPlainRemainder = (provider: string): boolean => /^remainder:(other|various|rest)/i.test(provider);
