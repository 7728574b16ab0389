/** The ledger as the page shows it: what an address asks, marks on a line of time, and rows as files. Nothing is added up here. */
import type { CommitmentRow, NamedRef, StageMark, TotalLine } from '../api/types';
import { cell } from './csv';
import type { View } from './address';

export const ledgerLists = ['commitments', 'agreements', 'measures', 'events', 'programmes', 'overdue'] as const;
export type LedgerList = (typeof ledgerLists)[number];
export const groupings = ['all', 'country', 'technology', 'stage'] as const;
export type Grouping = (typeof groupings)[number];

/** What the ledger's screen is asked for; null asks for all. */
export interface LedgerAsked {
  list: LedgerList;
  country: string | null;
  technology: string | null;
  state: string | null;
  since: string | null;
  until: string | null;
  text: string;
  by: Grouping;
  /** The group of the totals whose lines are laid open. */
  group: string | null;
  /** The thing laid open. */
  one: string | null;
}

const among = <Word extends string>(words: readonly Word[], text: string | undefined, otherwise: Word): Word => words.find((word) => word === text) ?? otherwise;
const day = (text: string | undefined): string | null => (text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);

/** What an address asks of the ledger. */
export function askedOf(view: Pick<View, 'own' | 'technology' | 'place' | 'filter' | 'opened'>): LedgerAsked {
  const { own } = view;
  return {
    list: among(ledgerLists, own['list'], 'commitments'),
    country: view.place,
    technology: view.technology,
    state: own['state'] ?? null,
    since: day(own['since']),
    until: day(own['until']),
    text: view.filter,
    by: among(groupings, own['total'], 'all'),
    group: own['group'] ?? null,
    one: view.opened,
  };
}

/** `own` with some parameters changed; null takes one out. */
export function ownWith(own: Readonly<Record<string, string>>, change: Readonly<Record<string, string | null>>): Record<string, string> {
  const all = { ...own, ...change };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''));
}

/** How a stage is drawn: hollow promised, half registered, full paid, open square being built, square in operation. */
export type Sign = 'hollow' | 'half' | 'full' | 'open' | 'square' | 'paused' | 'crossed';

const signs: Readonly<Record<string, Sign>> = {
  announced: 'hollow', agreed: 'hollow', registered: 'half', disbursed: 'full', 'under-construction': 'open', 'in-operation': 'square',
  suspended: 'paused', cancelled: 'crossed',
};

export const signOf = (stage: string): Sign => signs[stage] ?? 'hollow';
export const signsInOrder: readonly Sign[] = ['hollow', 'half', 'full', 'open', 'square', 'paused', 'crossed'];

export interface Mark {
  sign: Sign;
  stage: string;
  /** Days since 1970; null where nobody tells the day. */
  at: number | null;
  told: readonly StageMark[];
  claims: readonly string[];
}

/** A day, a month or a year as days since 1970: its first day, so that a vague day stands at the left of its span. */
export function dayNumber(text: string | null): number | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text ?? '');
  if (found === null) return null;
  return Date.UTC(Number(found[1]), Number(found[2] ?? 1) - 1, Number(found[3] ?? 1)) / 86_400_000;
}

/** One mark per stage: currencies and sources of one stage stand together, at the first day it was told of. */
export function marksOf(stages: readonly StageMark[]): Mark[] {
  const names = [...new Set(stages.map(({ stage }) => stage))];
  const marks = names.map((stage): Mark => {
    const told = stages.filter((each) => each.stage === stage);
    const days = told.map(({ since }) => dayNumber(since)).filter((each) => each !== null);
    return { sign: signOf(stage), stage, at: days.length === 0 ? null : Math.min(...days), told, claims: [...new Set(told.flatMap(({ claims }) => claims))] };
  });
  return marks.sort((one, other) => (one.at ?? -Infinity) - (other.at ?? -Infinity));
}

export interface Span {
  from: number;
  to: number;
  /** First days of years to write below the lines. */
  years: readonly number[];
}

/** The years that hold all days of these rows, with few enough written that they stand apart. */
export function spanOf(rows: readonly CommitmentRow[], mostYears = 9): Span | null {
  const days = rows.flatMap((row) => [...row.stages.map(({ since }) => dayNumber(since)), dayNumber(row.first_on), dayNumber(row.due_on)]).filter((each) => each !== null);
  if (days.length === 0) return null;
  const yearOf = (days: number): number => new Date(days * 86_400_000).getUTCFullYear();
  const first = yearOf(Math.min(...days));
  const last = yearOf(Math.max(...days)) + 1;
  const step = Math.max(1, Math.ceil((last - first) / mostYears));
  const years = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  const start = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000;
  return { from: start(first), to: start(last), years: years.map(start) };
}

/** Commitments as a file's rows (RFC 4180), in the recorded words. */
export function commitmentsCsv(rows: readonly CommitmentRow[], days: { validOn: string; knownOn: string }): string {
  const ids = (each: readonly NamedRef[]): string => each.map(({ id }) => id).join(';');
  const head = ['id', 'title', 'investors', 'recipient', 'places', 'products', 'stage', 'stage_on', 'amount', 'currency', 'amount_qualifier', 'due_on', 'overdue', 'part_of', 'claims', 'valid_on', 'known_on'];
  const lines = rows.map((row) =>
    [
      row.id, row.title, ids(row.investors), row.recipient?.id ?? null, ids(row.places), ids(row.products), row.now, row.now_on, row.amount,
      row.currency, row.amount_qualifier, row.due_on, row.overdue, row.part_of.map(({ id }) => id).join(';'), row.claims.join(' '), days.validOn, days.knownOn,
    ].map(cell).join(','),
  );
  return [head.join(','), ...lines, ''].join('\r\n');
}

/** The lines of totals as a file's rows. */
export function linesCsv(lines: readonly TotalLine[], days: { validOn: string; knownOn: string }): string {
  const head = ['group', 'commitment', 'title', 'stage', 'stage_on', 'amount', 'currency', 'counted', 'counts', 'counts_in', 'reason', 'because', 'source', 'claims', 'valid_on', 'known_on'];
  const rows = lines.map((line) =>
    [
      line.group, line.commitment, line.title, line.stage, line.stage_on, line.amount, line.currency, line.counted, line.counts, line.counts_in,
      line.reason, line.because?.id ?? null, line.source, line.claims.join(' '), days.validOn, days.knownOn,
    ].map(cell).join(','),
  );
  return [head.join(','), ...rows, ''].join('\r\n');
}
