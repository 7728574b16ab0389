/** The screen of dependencies: what its address says, and the server's verdicts on imports in the reader's words. */
import type { Fields } from '../api/client';
import type { ImportLine, ImportLines, NamedRef, ProductImports, TradeChoices } from '../api/types';
import { cell } from './csv';
import type { DependencyWords } from './words/dependencies';

export const shows = ['products', 'compare', 'supplied'] as const;
export type Show = (typeof shows)[number];

export const orders = ['imports', 'top_share', 'cdi1', 'cdi3', 'world_hhi', 'code', 'persistence', 'governance_hhi'] as const;
export type LineOrder = (typeof orders)[number];

export const flags = ['early-warning', 'grade-a', 'grade-b', 'grade-c', 'grade-d', 'strategic', 'geodep', 'concentrated', 'persistent', 'flips', 'unknown'] as const;
export type Flag = (typeof flags)[number];

/** What the screen's own part of the address says. */
export interface Asked {
  show: Show;
  /** A country as alpha-3 code, the key of a bloc, or several codes with commas; null where the reader has not chosen yet. */
  importer: string | null;
  partner: string | null;
  years: readonly [number, number] | null;
  /** The product laid open. */
  item: string | null;
  /** The year of its suppliers on show. */
  year: string | null;
  chapter: string | null;
  order: LineOrder;
  /** The edition of the HS that the lists are brought to: a code, `newest`, or null for as told. */
  edition: string | null;
  limits: Readonly<Record<string, number>>;
  /** Risk weights by alpha-3 code. */
  weights: Readonly<Record<string, number>>;
}

/** A number as the server takes it. */
const plain = /^\d{1,9}(\.\d{1,9})?$/;

const among = <Word extends string>(words: readonly Word[], text: string | undefined): Word | null => words.find((word) => word === text) ?? null;
const fits = (text: string | undefined, pattern: RegExp): string | null => (text !== undefined && pattern.test(text) ? text : null);

const importer = /^([\w.-]{2,40}|[A-Z]{3}(,[A-Z]{3}){1,79})$/;

export function readAsked(own: Readonly<Record<string, string>>): Asked {
  const years = /^(\d{4})-(\d{4})$/.exec(own['years'] ?? '');
  return {
    show: among(shows, own['show']) ?? 'products',
    importer: fits(own['importer'], importer),
    partner: fits(own['partner'], importer),
    years: years === null ? null : [Number(years[1]), Number(years[2])],
    item: fits(own['item'], /^hs:HS\d{4}\.\d{2,10}$/),
    year: fits(own['year'], /^\d{4}$/),
    chapter: fits(own['chapter'], /^\d{2}$/),
    order: among(orders, own['order']) ?? 'imports',
    edition: fits(own['edition'], /^(newest|HS\d{4})$/),
    limits: readNumbers(own['limits'] ?? '', /^[a-z0-9_]+$/),
    weights: readNumbers(own['weights'] ?? '', /^[A-Z]{3}$/),
  };
}

function readNumbers(text: string, named: RegExp): Record<string, number> {
  const found = text.split(',').flatMap((each): [string, number][] => {
    const [name = '', value = ''] = each.split('~');
    return named.test(name) && plain.test(value) ? [[name, Number(value)]] : [];
  });
  return Object.fromEntries(found);
}

/** The same part of the address with some parts changed; null takes one out. */
export function changed(own: Readonly<Record<string, string>>, change: Readonly<Record<string, string | null>>): Record<string, string> {
  const kept = Object.entries({ ...own, ...change }).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== '');
  return Object.fromEntries(kept);
}

/** Limits or weights as they stand in the address. */
export const writeNumbers = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${name}~${String(value)}`)
    .join(',');

/** Whose imports, as the server's parameters name them. */
export function whose(importer: string, choices: TradeChoices): Fields {
  return importer.includes(',') || choices.blocs.some((bloc) => bloc.key === importer) ? { bloc: importer } : { country: importer };
}

/** The members of a bloc, own or shipped, as far as the choices know; none of a country. */
export function membersOf(importer: string, choices: TradeChoices): string[] {
  if (importer.includes(',')) return importer.split(',').map((code) => `country:${code}`);
  return choices.blocs.find((bloc) => bloc.key === importer)?.members.map((member) => member.id) ?? [];
}

export function common(asked: Asked): Fields {
  return {
    years: asked.years === null ? null : `${String(asked.years[0])}-${String(asked.years[1])}`,
    threshold: Object.entries(asked.limits).map(([name, value]) => `${name}=${String(value)}`),
  };
}

/** In which edition of the HS lists are asked for; one product is shown as it is told. */
export const editionOf = (asked: Asked): Fields => ({ edition: asked.edition });

/** What the server is told of weights; only questions on one importer take them. */
export function weighing(asked: Asked): Fields {
  return { weights: Object.entries(asked.weights).map(([code, value]) => `${code}:${String(value)}`).join(',') };
}

/** The members of a bloc that is a list of countries, from its identity; null for whatever else there is. */
export function ownMembers(id: string): string[] | null {
  return /^area:[A-Z]{3}(\+[A-Z]{3})+$/.test(id) ? id.slice(5).split('+').map((code) => `country:${code}`) : null;
}

/** Lines of a country and a number, pasted or from a file, with whatever stands between; a heading may stand first. */
export function readWeights(text: string, codeOf: (name: string) => string | null): { weights: Record<string, number>; bad: string[] } {
  const weights: Record<string, number> = {};
  const bad: string[] = [];
  text.replace(/^\uFEFF/, '').split(/\r?\n/).forEach((line, index) => {
    const [, name = '', number = ''] = /^\s*"?(.+?)"?\s*[,;:\t ]\s*"?(\d+(?:[.,]\d+)?)"?\s*$/.exec(line) ?? [];
    const value = Number(number.replace(',', '.'));
    const code = codeOf(name.trim());
    if (code !== null && plain.test(String(value)) && value < 1e6 && !(code in weights)) weights[code] = value;
    else if (line.trim() !== '' && !(index === 0 && !/\d/.test(line))) bad.push(line.trim());
  });
  return { weights, bad };
}

/** How many members of a bloc are recorded in the last year, and year by year where that changes; null for a country. */
export function rests(answer: Pick<ImportLines, 'members' | 'told'>): { year: string; told: NamedRef[]; missing: NamedRef[]; members: number; course: readonly { year: string; number: number }[] } | null {
  const last = answer.told.at(-1);
  if (last === undefined || answer.members.length === 0) return null;
  const course = answer.told.map((each) => ({ year: each.period, number: each.members.length }));
  const same = course.every((each) => each.number === course[0]?.number);
  const told = new Set(last.members.map((each) => each.id));
  const missing = answer.members.filter((each) => !told.has(each.id));
  return { year: last.period, told: last.members, missing, members: answer.members.length, course: same ? [] : course };
}

/** What the verdicts of one line come to: the strongest first; one that hangs on how a split code divides holds nothing. */
export function marksOf(line: ImportLine): (Flag | 'uncertain')[] {
  const verdict = (name: string): string => line.verdicts[name]?.verdict ?? '';
  const open = (name: string): boolean => verdict(name).startsWith('uncertain');
  const said = (name: string): string => (open(name) ? '' : verdict(name));
  const grade = /grade ([A-D])/.exec(said('early_warning'))?.[1]?.toLowerCase();
  const found: (Flag | 'uncertain')[] = [];
  if (said('strategic_dependency').startsWith('strategic')) found.push('strategic');
  if (said('geodep').startsWith('dependent')) found.push('geodep');
  if (grade !== undefined) found.push(`grade-${grade}` as Flag);
  if (said('cdi1').startsWith('concentrated')) found.push('concentrated');
  if (said('persistence') === 'persistent') found.push('persistent');
  if ([said('cdi1'), said('early_warning')].some((each) => each.includes('conflicting claims'))) found.push('flips');
  if (['strategic_dependency', 'geodep', 'early_warning', 'cdi1', 'persistence'].some(open)) found.push('uncertain');
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
  const weighed = answer.rows.some((line) => 'governance_hhi' in line.verdicts);
  const head = ['importer', 'product', 'period', 'currency', 'imports', 'exports', 'suppliers', 'top_supplier', 'top_share', 'cdi1', 'cdi3', 'world_export_hhi', 'early_warning', 'strategic_dependency', 'geodep', 'persistence', ...(weighed ? ['governance_hhi'] : []), 'claims'];
  const rows = answer.rows.map((line) => {
    const value = (name: string) => line.verdicts[name]?.value ?? null;
    const verdict = (name: string) => line.verdicts[name]?.verdict ?? null;
    return [
      answer.importer.id, line.product, line.period, answer.currency, line.imports, line.exports, line.suppliers, line.top_supplier?.id ?? null, line.top_share,
      value('cdi1'), value('cdi3'), value('world_export_hhi'), verdict('early_warning'), verdict('strategic_dependency'), verdict('geodep'), value('persistence'),
      ...(weighed ? [value('governance_hhi')] : []), line.claims.join(' '),
    ];
  });
  return text([head, ...rows]);
}

export function exportersCsv(answer: ProductImports): string {
  const head = ['product', 'period', 'exporter', 'value', 'currency', 'share', 'claims'];
  const rows = (answer.exporters?.rows ?? []).map((row) => [answer.product, answer.exporters?.period ?? null, row.exporter.id, row.value, answer.currency, row.share, row.claims.join(' ')]);
  return text([head, ...rows]);
}

export function suppliersCsv(answer: ProductImports): string {
  const head = ['importer', 'product', 'period', 'supplier', 'value', 'low', 'high', 'currency', 'share', 'share_low', 'share_high', 'claims'];
  const rows = answer.suppliers.flatMap(({ period, rows: of }) =>
    of.map((row) => [answer.importer.id, answer.product, period, row.supplier.id, row.value, row.low, row.high, row.currency, row.share, row.share_low, row.share_high, row.claims.join(' ')]),
  );
  return text([head, ...rows]);
}
