/** The screen of dependencies: what its address says, and the server's verdicts on imports in the reader's words. */
import type { Fields } from '../api/client';
import type { ImportLine, ImportLines, ProductImports, TradeChoices } from '../api/types';
import { cell } from './csv';
import type { DependencyWords } from './words/dependencies';

export const shows = ['products', 'compare', 'supplied'] as const;
export type Show = (typeof shows)[number];

export const orders = ['imports', 'top_share', 'cdi1', 'cdi3', 'world_hhi', 'code', 'persistence'] as const;
export type LineOrder = (typeof orders)[number];

export const flags = ['early-warning', 'grade-a', 'grade-b', 'grade-c', 'grade-d', 'strategic', 'geodep', 'concentrated', 'persistent', 'flips', 'unknown'] as const;
export type Flag = (typeof flags)[number];

/** What the screen's own part of the address says. */
export interface Asked {
  show: Show;
  /** A country as alpha-3 code, or the key of a bloc; null where the reader has not chosen yet. */
  importer: string | null;
  partner: string | null;
  years: readonly [number, number] | null;
  /** The product laid open. */
  item: string | null;
  /** The year of its suppliers on show. */
  year: string | null;
  chapter: string | null;
  order: LineOrder;
  limits: Readonly<Record<string, number>>;
}

const among = <Word extends string>(words: readonly Word[], text: string | undefined): Word | null => words.find((word) => word === text) ?? null;
const fits = (text: string | undefined, pattern: RegExp): string | null => (text !== undefined && pattern.test(text) ? text : null);

export function readAsked(own: Readonly<Record<string, string>>): Asked {
  const years = /^(\d{4})-(\d{4})$/.exec(own['years'] ?? '');
  return {
    show: among(shows, own['show']) ?? 'products',
    importer: fits(own['importer'], /^[\w.-]{2,40}$/),
    partner: fits(own['partner'], /^[\w.-]{2,40}$/),
    years: years === null ? null : [Number(years[1]), Number(years[2])],
    item: fits(own['item'], /^hs:HS\d{4}\.\d{2,10}$/),
    year: fits(own['year'], /^\d{4}$/),
    chapter: fits(own['chapter'], /^\d{2}$/),
    order: among(orders, own['order']) ?? 'imports',
    limits: readLimits(own['limits'] ?? ''),
  };
}

function readLimits(text: string): Record<string, number> {
  const found = text.split(',').flatMap((each): [string, number][] => {
    const [name = '', value = ''] = each.split('~');
    return /^[a-z0-9_]+$/.test(name) && /^\d+(\.\d+)?$/.test(value) ? [[name, Number(value)]] : [];
  });
  return Object.fromEntries(found);
}

/** The same part of the address with some parts changed; null takes one out. */
export function changed(own: Readonly<Record<string, string>>, change: Readonly<Record<string, string | null>>): Record<string, string> {
  const kept = Object.entries({ ...own, ...change }).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== '');
  return Object.fromEntries(kept);
}

export const writeLimits = (limits: Readonly<Record<string, number>>): string =>
  Object.entries(limits)
    .map(([name, value]) => `${name}~${String(value)}`)
    .join(',');

/** Whose imports, as the server's parameters name them. */
export function whose(importer: string, choices: TradeChoices): Fields {
  return choices.blocs.some((bloc) => bloc.key === importer) ? { bloc: importer } : { country: importer };
}

export function common(asked: Asked): Fields {
  return {
    years: asked.years === null ? null : `${String(asked.years[0])}-${String(asked.years[1])}`,
    threshold: Object.entries(asked.limits).map(([name, value]) => `${name}=${String(value)}`),
  };
}

/** What the verdicts of one line come to: the strongest first. */
export function marksOf(line: ImportLine): Flag[] {
  const said = (name: string): string => line.verdicts[name]?.verdict ?? '';
  const grade = /grade ([A-D])/.exec(said('early_warning'))?.[1]?.toLowerCase();
  const found: Flag[] = [];
  if (said('strategic_dependency').startsWith('strategic')) found.push('strategic');
  if (said('geodep').startsWith('dependent')) found.push('geodep');
  if (grade !== undefined) found.push(`grade-${grade}` as Flag);
  if (said('cdi1').startsWith('concentrated')) found.push('concentrated');
  if (said('persistence') === 'persistent') found.push('persistent');
  if ([said('cdi1'), said('early_warning')].some((each) => each.includes('conflicting claims'))) found.push('flips');
  return found;
}

/** The server's verdict on imports in the reader's words; what is not known is repeated as it stands. */
export function verdictSaid(verdict: string | null, words: DependencyWords, naming: (id: string) => string): string {
  if (verdict === null || verdict === '') return words.verdicts['unknown'] ?? '';
  const flips = /^(.*?) \(conflicting claims: (.*?) to (.*?)\)(.*)$/.exec(verdict);
  if (flips !== null) {
    const [, text = '', low = '', high = '', rest = ''] = flips;
    return `${verdictSaid(text + rest, words, naming)} (${words.flips(verdictSaid(low, words, naming), verdictSaid(high, words, naming))})`;
  }
  const grade = /^early-warning item, grade ([A-D]), watched (\w+)(?:: (\S+))?$/.exec(verdict);
  if (grade !== null) return words.graded(grade[1] ?? '', words.watched[grade[2] ?? ''] ?? '', grade[3] === undefined ? '' : naming(grade[3]));
  const largest = /^largest supplier: (\S+)$/.exec(verdict);
  if (largest !== null) return words.largestIs(naming(largest[1] ?? ''));
  return words.verdicts[verdict] ?? verdict;
}

/** The limits an indicator's verdict hangs on. */
export const limitsOf: Readonly<Record<string, readonly string[]>> = {
  cdi1: ['import_hhi'],
  cdi2: ['outside_supply'],
  cdi3: ['substitutability'],
  world_export_hhi: ['world_export_hhi'],
  early_warning: ['early_warning', 'grade_c', 'grade_b', 'grade_a'],
  strategic_dependency: ['import_hhi', 'outside_supply', 'substitutability'],
  geodep: ['import_hhi', 'world_export_hhi', 'imports_over_exports', 'years_of_three'],
  persistence: ['import_hhi', 'persistent'],
  flip_probability: ['import_hhi'],
  governance_hhi: ['governance_hhi'],
};

/** A line through the values that are known, in a box; a gap where a year is not. The scale begins at 0. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number, top: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let open = false;
  return values
    .map((value, index) => {
      if (value === null) {
        open = false;
        return '';
      }
      const x = values.length > 1 ? index * step : width / 2;
      const y = height - (top > 0 ? value / top : 0) * height;
      const part = `${open ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      open = true;
      return part;
    })
    .join('');
}

const text = (rows: readonly (readonly (string | number | boolean | null)[])[]): string => [...rows.map((row) => row.map(cell).join(',')), ''].join('\r\n');

export function linesCsv(answer: ImportLines): string {
  const head = ['importer', 'product', 'period', 'currency', 'imports', 'exports', 'suppliers', 'top_supplier', 'top_share', 'cdi1', 'cdi3', 'world_export_hhi', 'early_warning', 'strategic_dependency', 'geodep', 'persistence', 'claims'];
  const rows = answer.rows.map((line) => {
    const value = (name: string) => line.verdicts[name]?.value ?? null;
    const verdict = (name: string) => line.verdicts[name]?.verdict ?? null;
    return [
      answer.importer.id, line.product, line.period, answer.currency, line.imports, line.exports, line.suppliers, line.top_supplier?.id ?? null, line.top_share,
      value('cdi1'), value('cdi3'), value('world_export_hhi'), verdict('early_warning'), verdict('strategic_dependency'), verdict('geodep'), value('persistence'),
      line.claims.join(' '),
    ];
  });
  return text([head, ...rows]);
}

export function suppliersCsv(answer: ProductImports): string {
  const head = ['importer', 'product', 'period', 'supplier', 'value', 'low', 'high', 'currency', 'share', 'share_low', 'share_high', 'claims'];
  const rows = answer.suppliers.flatMap(({ period, rows: of }) =>
    of.map((row) => [answer.importer.id, answer.product, period, row.supplier.id, row.value, row.low, row.high, row.currency, row.share, row.share_low, row.share_high, row.claims.join(' ')]),
  );
  return text([head, ...rows]);
}
