/** A claim's row in an order for reading: what it says first, its provenance apart. */
import type { Claim } from '../api/types';

const provenance = new Set([
  'source', 'locator', 'stated_on', 'valid_from', 'valid_to', 'confidence', 'disclosure', 'quote', 'contribution', 'contributor',
  'recorded_at', 'row', 'id',
]);

const empty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The row's own columns that say something, as text. */
export function saidBy(claim: Claim): [string, string][] {
  return Object.entries(claim.row)
    .filter(([column, value]) => !provenance.has(column) && !empty(value))
    .map(([column, value]) => [column, textOf(value)]);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

export function fieldOf(claim: Claim, column: string): string | null {
  const value = claim.row[column];
  return empty(value) ? null : textOf(value);
}

export function numberOf(claim: Claim, column: string): number | null {
  const value = claim.row[column];
  return typeof value === 'number' ? value : null;
}

/** Claims that count first, each followed by those that say otherwise; the rest in the order given. */
export function inReadingOrder(claims: readonly Claim[]): Claim[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const placed = new Set<string>();
  const order: Claim[] = [];
  const place = (claim: Claim | undefined): void => {
    if (claim === undefined || placed.has(claim.id)) return;
    placed.add(claim.id);
    order.push(claim);
  };
  for (const claim of claims) {
    if (claim.chosen === false) continue;
    place(claim);
    for (const rival of claim.rivals) place(byId.get(rival));
  }
  claims.forEach(place);
  return order;
}

/** Ids of rivals that are not among the claims, to be asked for as well. */
export function absentRivals(claims: readonly Claim[]): string[] {
  const here = new Set(claims.map((claim) => claim.id));
  return [...new Set(claims.flatMap((claim) => claim.rivals))].filter((id) => !here.has(id));
}

/** The sources behind claims, each once, in the order they first speak. */
export function sourcesOf(claims: readonly Claim[]): Claim['source'][] {
  const sources = new Map<string, Claim['source']>();
  for (const claim of claims) if (!sources.has(claim.source.id)) sources.set(claim.source.id, claim.source);
  return [...sources.values()];
}

/** An address a reader may follow: web addresses only, never a script or a file. */
export function followable(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
