/** The list of products: filtering, sorting, and which country leads how many. */
import type { ProductRow } from '../api/types';
import type { Order } from './address';
import type { Language } from './language';
import { kindOf, nameIn } from './names';
import { gradeOf } from './shading';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export interface Wanted {
  filter: string;
  technology: string | null;
  order: Order | null;
  descending: boolean | null;
}

/** Words in any order, accents ignored, in every language; digits also match HS codes with or without the dot. */
export function matches(row: ProductRow, filter: string): boolean {
  const codes = row.hs_codes.flatMap((code) => [code, `${code.slice(0, 4)}.${code.slice(4)}`]);
  const text = plain([row.name, ...Object.values(row.names), ...codes].join(' '));
  return plain(filter).split(/\s+/).every((each) => text.includes(each));
}

const naturally: Record<Order, boolean> = { hhi: true, name: false, technology: false, top: true };

/** Whether a column runs downwards where the reader has not said. */
export const runsDown = (order: Order, descending: boolean | null): boolean => descending ?? naturally[order];

function key(row: ProductRow, order: Order, language: Language): string | number | null {
  if (order === 'hhi') return row.hhi;
  if (order === 'top') return row.top[0]?.share ?? null;
  if (order === 'technology') return row.technology;
  return nameIn(language, row.id, row.name, row.names);
}

/** The rows to show. Unknown figures stand last in either direction: they are neither small nor large. */
export function arrange(rows: readonly ProductRow[], wanted: Wanted, language: Language): ProductRow[] {
  const order = wanted.order ?? 'hhi';
  const sign = runsDown(order, wanted.descending) ? -1 : 1;
  const collator = new Intl.Collator(language);
  const byName = (a: ProductRow, b: ProductRow): number =>
    collator.compare(nameIn(language, a.id, a.name, a.names), nameIn(language, b.id, b.name, b.names));
  return rows
    .filter((row) => (wanted.technology === null || row.technology === wanted.technology) && matches(row, wanted.filter))
    .sort((a, b) => {
      const [left, right] = [key(a, order, language), key(b, order, language)];
      if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
      const compared = typeof left === 'number' ? left - Number(right) : collator.compare(left, String(right));
      return sign * compared || byName(a, b);
    });
}

/** For each country, the products it leads: those whose chosen figures are by country and whose first provider it is. */
export function leads(rows: readonly ProductRow[]): Map<string, ProductRow[]> {
  const led = new Map<string, ProductRow[]>();
  for (const row of rows) {
    const first = row.top[0]?.provider;
    if (first !== undefined && kindOf(first) === 'country') led.set(first, [...(led.get(first) ?? []), row]);
  }
  return led;
}

/** Products whose chosen figures are not by country, and so count for none. */
export const withoutCountries = (rows: readonly ProductRow[]): number =>
  rows.filter((row) => row.market?.provider_kind !== 'country').length;

export const technologiesOf = (rows: readonly ProductRow[]): string[] =>
  [...new Set(rows.map((row) => row.technology).filter((each) => each !== null))].sort();

export const concentrated = (rows: readonly ProductRow[]): number => rows.filter((row) => gradeOf(row.verdict) === 'high').length;

export const withFigures = (rows: readonly ProductRow[]): number => rows.filter((row) => row.hhi !== null).length;
