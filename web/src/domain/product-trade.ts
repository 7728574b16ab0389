/** Trade in one product of the map: what its part of the address says, and what a figure amounts to. */
import type { Fields } from '../api/client';
import type { ProductExporter, ProductTrade } from '../api/types';
import { cell } from './csv';

export interface Traded {
  /** Of the exporters on show; null for the last there is. */
  year: number | null;
  /** Count what is recorded although it is not the whole world. */
  few: boolean;
}

export function readTraded(own: Readonly<Record<string, string>>): Traded {
  const year = own['traded'] ?? '';
  return { year: /^\d{4}$/.test(year) ? Number(year) : null, few: own['counted'] === 'recorded' };
}

export const tradedFields = ({ year, few }: Traded): Fields => ({ years: year === null ? null : String(year), threshold: few ? ['enough_exporters=1'] : [] });

/** What stands in the way of figures: `none` is no trade in these codes; null where there are figures. */
export function wanting(answer: ProductTrade, few: boolean): 'code' | 'flows' | 'world' | 'trade' | null {
  if (answer.links.length === 0) return 'code';
  if (answer.recorded.length === 0) return 'flows';
  if (answer.by_year.length > 0) return null;
  return answer.world.length === 0 && !few ? 'world' : 'trade';
}

/** Whether codes were split, so that there is a low and a high. */
export const isRange = (of: { share_low: number; share_high: number }): boolean => of.share_high - of.share_low > 0.0005;

/** Whether every code was split, so that nothing is known of the product alone. */
export const nothingCertain = (rows: readonly { share_low: number; share_high: number }[]): boolean => rows.length > 0 && rows.every((row) => row.share_low === 0 && row.share_high === 1);

export function exportersCsv(product: string, rows: readonly ProductExporter[]): string {
  const head = ['product', 'period', 'edition', 'exporter', 'low', 'high', 'currency', 'share_low', 'share_high', 'share_of_codes', 'claims'];
  const lines = rows.map((row) => [product, row.period, row.edition, row.exporter.id, row.low, row.high, row.currency, row.share_low, row.share_high, row.share_of_codes, row.claims.join(' ')]);
  return [...[head, ...lines].map((line) => line.map(cell).join(',')), ''].join('\r\n');
}
