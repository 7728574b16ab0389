/** A market as CSV (RFC 4180), with what a reader needs to check and cite it in every row. */
import type { Market } from '../api/types';

const columns = ['product', 'provider', 'name', 'basis', 'period', 'share', 'low', 'high', 'state', 'rule', 'computed', 'claims', 'valid_on', 'known_on'];

/** Quoted where needed; a leading = + - @ gets an apostrophe, so that a spreadsheet does not take a name for a formula. */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function marketCsv(product: string, market: Market, days: { validOn: string; knownOn: string }): string {
  const rows = market.rows.map((row) =>
    [
      product, row.provider, row.name, market.basis, market.period, row.share, row.low, row.high, row.state, row.rule,
      market.derived, row.claims.join(' '), days.validOn, days.knownOn,
    ].map(cell).join(','),
  );
  return [columns.join(','), ...rows, ''].join('\r\n');
}

/** A name for a file made of an identity and words: letters, digits and hyphens. */
export const fileName = (...parts: string[]): string =>
  parts.map((part) => part.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')).filter(Boolean).join('_');
