/** Findings as a table: what each is about, who it names, filtering, sorting, and a sentence in the reader's language. */
import type { Finding } from '../api/types';
import type { Counting, FindingOrder } from './address';
import { cell } from './csv';
import { findingLabel, findingValue } from './findings';
import { decimalsFor, type Format } from './format';
import { kindOf } from './names';
import { verdictClass } from './verdicts';
import { word, type Words } from './words';

/** A finding with what its text fields say. Parts that it does not name are null. */
export interface FindingRow {
  finding: Finding;
  product: string | null;
  provider: string | null;
  /** The country the provider is or belongs to. */
  country: string | null;
  basis: string | null;
  by: Counting;
  verdict: string;
  conflicting: boolean;
  technology: string | null;
}

export interface Naming {
  name: (id: string) => string;
  countryOf: (id: string) => string | null;
  technologyOf: (id: string) => string | null;
}

const mentioned = /\b(?:country|area|org|facility|place):[^\s,)]+|remainder:[^,)]+/;

export function readFinding(finding: Finding, by: Counting, naming: Naming): FindingRow {
  const [first = '', second] = finding.subject.split(' > ');
  const product = second ?? (kindOf(first) === 'product' ? first : null);
  const said = second === undefined && product === null ? first : second === undefined ? (mentioned.exec(finding.verdict ?? '')?.[0] ?? null) : first;
  return {
    finding,
    product,
    provider: said,
    country: said === null ? null : kindOf(said) === 'country' ? said : naming.countryOf(said),
    basis: /basis ([a-z]+)/.exec(finding.method ?? '')?.[1] ?? null,
    by,
    verdict: verdictClass(finding.verdict),
    conflicting: finding.verdict?.includes('(conflicting claims') ?? false,
    technology: product === null ? null : naming.technologyOf(product),
  };
}

export interface Wanted {
  filter: string;
  indicator: string | null;
  verdict: string | null;
  technology: string | null;
  place: string | null;
  sort: FindingOrder | null;
  descending: boolean | null;
}

export const conflictingOnly = 'conflicting';
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const naturally: Record<FindingOrder, boolean> = { subject: false, indicator: false, value: true, verdict: false, period: true };

export const runs = (sort: FindingOrder, descending: boolean | null): boolean => descending ?? naturally[sort];

type VerdictKind = keyof Words['verdicts']['said'];

/** Verdicts from what hangs on fewest to what nobody knows. */
const gravity: readonly VerdictKind[] = [
  ...(['nearMonopoly', 'chokepoint', 'high', 'some', 'oneEnough', 'watched', 'severalNeeded'] as const),
  ...(['low', 'notWatched', 'noChokepoint', 'noneAbove', 'neverReached', 'unknown', 'none'] as const),
];
const graveness = (row: FindingRow): number => gravity.indexOf(row.verdict as VerdictKind);

/** Gravest verdict first, and of one verdict the largest figure: what somebody who opens the list in the morning has to see. */
const byGravity = (a: FindingRow, b: FindingRow): number => graveness(a) - graveness(b) || (b.finding.value ?? -Infinity) - (a.finding.value ?? -Infinity) || 0;

/** The rows to show, gravest first unless another order is asked, unknown values last in either direction; ties keep the order the server gave. */
export function arrangeFindings(rows: readonly FindingRow[], wanted: Wanted, language: string, naming: Naming, words: Words): FindingRow[] {
  const names = new Map<string, string>();
  const name = (id: string | null): string => {
    if (id === null) return '';
    const known = names.get(id) ?? naming.name(id);
    names.set(id, known);
    return known;
  };
  const asked = plain(wanted.filter).split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (wanted.indicator === null || row.finding.indicator === wanted.indicator) &&
      (wanted.verdict === null || (wanted.verdict === conflictingOnly ? row.conflicting : row.verdict === wanted.verdict)) &&
      (wanted.technology === null || row.technology === wanted.technology) &&
      (wanted.place === null || row.country === wanted.place) &&
      (asked.length === 0 || asked.every((each) => plain(`${name(row.product)} ${name(row.provider)}`).includes(each))),
  );
  if (wanted.sort === null) return found.sort(byGravity);
  const { sort } = wanted;
  const keys = new Map<FindingRow, string | number | null>(found.map((row) => [row, keyOf(row, sort, name, words)]));
  const sign = runs(sort, wanted.descending) ? -1 : 1;
  const collator = new Intl.Collator(language, { numeric: true });
  return found.sort((a, b) => {
    const [left, right] = [keys.get(a) ?? null, keys.get(b) ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (typeof left === 'number' ? left - Number(right) : collator.compare(left, String(right)));
  });
}

function keyOf(row: FindingRow, sort: FindingOrder, name: (id: string | null) => string, words: Words): string | number | null {
  if (sort === 'value') return row.finding.value;
  if (sort === 'period') return row.finding.as_of;
  if (sort === 'indicator') return findingLabel(row.finding.indicator, words);
  if (sort === 'verdict') return graveness(row);
  return name(row.product ?? row.provider);
}

/** The finding as a sentence, with how it was measured and when. */
export function sentence(row: FindingRow, format: Format, words: Words, naming: Pick<Naming, 'name'>): string {
  const { finding, basis } = row;
  const by = row.by === 'country' && basis === 'headquarters' ? 'headquarters' : row.by; // a head office is no origin
  const how = [word(words.codes.basis, basis), finding.as_of === null ? '' : format.period(finding.as_of)].filter(Boolean).join(', ');
  const say = words.sentences;
  const product = row.product === null ? '' : naming.name(row.product);
  const provider = row.provider === null ? '' : say.provider(naming.name(row.provider), row.provider);
  const { value } = finding;
  const count = value === null ? '' : format.count(value);
  const written = finding.unit === 'share' && value !== null ? format.share(value, decimalsFor([value])) : findingValue(finding, format, words);
  const verdict = words.verdicts.said[row.verdict as keyof Words['verdicts']['said']] ?? '';
  const end = how === '' ? '' : say.how(how);
  const text = ((): string => {
    if (finding.indicator === 'tiers_to_chokepoint') {
      const up = /^chokepoint \d+ up: (\S+)$/.exec(finding.verdict ?? '')?.[1];
      if (up !== undefined && value !== null) return say.tiers(product, naming.name(up), value);
      return (finding.verdict ?? '').startsWith('unknown') ? say.tiersUnknown(product) : say.tiersNone(product);
    }
    if (finding.indicator === 'providers_to_75') return value === null ? say.neverReached(product) : say.reach(product, value, by);
    if (value === null) return say.unknown(findingLabel(finding.indicator, words), product || provider);
    switch (finding.indicator) {
      case 'hhi':
        return say.hhi(product, written, verdict);
      case 'effective_providers':
        return say.effective(product, count, by);
      case 'top_share':
        return provider === '' ? say.largest(product, written, by) : say.top(product, written, provider, by);
      case 'cr3':
        return say.three(product, written, by);
      case 'n_minus_1_loss':
        return say.loss(product, written, provider, by);
      case 'sole_provider':
        return say.sole(product, provider, by);
      case 'products_losing_half':
        return say.losing(provider, value, by);
      case 'products_exposed':
        return say.exposed(provider, value, by);
      default:
        return `${findingLabel(finding.indicator, words)}: ${written} (${product || provider})`;
    }
  })();
  return `${text}${end}${say.stop}`;
}

const columns = ['subject', 'name', 'indicator', 'value', 'low', 'high', 'unit', 'verdict', 'as_of', 'by', 'basis', 'sentence', 'method', 'claims', 'valid_on', 'known_on'];

/** The findings as CSV: the server's own fields, and the sentence in the reader's language. */
export function findingsCsv(rows: readonly FindingRow[], say: (row: FindingRow) => string, name: (id: string) => string, days: { validOn: string; knownOn: string }): string {
  const lines = rows.map((row) => {
    const { finding } = row;
    const { subject, indicator, value, low, high, unit, verdict, as_of, method, claims } = finding;
    const named = [row.provider, row.product].filter((id) => id !== null && subject.includes(id)).map((id) => name(id ?? '')).join(' > ');
    return [subject, named, indicator, value, low, high, unit, verdict, as_of, row.by, row.basis, say(row), method, claims.join(' '), days.validOn, days.knownOn]
      .map(cell)
      .join(',');
  });
  return [columns.join(','), ...lines, ''].join('\r\n');
}
