/** The lists of the sources screen as CSV (RFC 4180): sources, contributions, conflicts side by side, and what is unknown. */
import type { ConflictRow, ContributionRow, SourceRow, UnknownRow } from '../api/types';
import { cell } from './csv';

type Cell = string | number | boolean | null;
export interface Asked {
  validOn: string;
  knownOn: string;
}

const days = ['valid_on', 'known_on'] as const;

function table(columns: readonly string[], rows: readonly (readonly Cell[])[], { validOn, knownOn }: Asked): string {
  const lines = rows.map((row) => [...row, validOn, knownOn].map(cell).join(','));
  return [[...columns, ...days].join(','), ...lines, ''].join('\r\n');
}

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

export function sourcesCsv(rows: readonly SourceRow[], asked: Asked): string {
  const columns = ['source', 'title', 'publisher', 'kind', 'published_on', 'language', 'licence', 'url', 'sha256', 'claims'];
  return table(columns, rows.map((row) => [row.id, row.title, row.publisher, row.kind, row.published_on, row.language, row.licence, row.url, row.sha256, total(row.counts)]), asked);
}

export function contributionsCsv(rows: readonly ContributionRow[], asked: Asked): string {
  const columns = ['contribution', 'recorded_at', 'contributor', 'kind', 'retracts', 'format', 'rows', 'files', 'note'];
  return table(columns, rows.map((row) => [row.id, row.recorded_at, row.contributor, row.kind, row.retracts, row.format, total(row.rows), row.files.join('; '), row.note]), asked);
}

/** One line per side; the lines of one conflict have the same table, subject and field. */
export function conflictsCsv(rows: readonly ConflictRow[], asked: Asked): string {
  const columns = ['table', 'subject', 'field', 'said', 'number', 'unit', 'counts', 'rule', 'sources', 'claims'];
  const sides = rows.flatMap((row) =>
    row.sides.map((side) => [
      row.table, row.subject, row.field, side.said, side.number, side.unit, side.chosen, row.rule,
      side.sources.map((source) => source.id).join(' '), side.claims.join(' '),
    ]),
  );
  return table(columns, sides, asked);
}

export function unknownCsv(rows: readonly UnknownRow[], asked: Asked): string {
  const columns = ['product', 'product_name', 'provider', 'provider_name', 'basis', 'period', 'quantity', 'unit', 'qualifier', 'source', 'claims'];
  const lines = rows.map((row) => [
    row.product.id, row.product.name, row.provider.id, row.provider.name, row.basis, row.period, row.quantity, row.unit, row.qualifier, row.source, row.claims.join(' '),
  ]);
  return table(columns, lines, asked);
}
