/** What a screen of the ledger calls things, in the reader's language. */
import type { CommitmentRow, NamedRef, TotalRow } from '../api/types';
import { nameIn } from '../domain/names';
import { word } from '../domain/words';
import { ledger } from '../state/ledger.svelte';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

export const nameOf = (ref: NamedRef): string => nameIn(view.language, ref.id, ref.name, ref.names);

/** Names in one line, the first few. */
export function who(parties: readonly NamedRef[], most = 3): string {
  const names = parties.slice(0, most).map(nameOf);
  return names.length === 0 ? '' : session.format.list(parties.length > most ? [...names, `+${String(parties.length - most)}`] : names);
}

const bounds: Readonly<Record<string, string>> = { 'more-than': '> ', 'at-least': '≥ ', 'at-least-in-each': '≥ ', 'up-to': '≤ ', about: '≈ ', nearly: '≈ ' };

/** A sum with what the source says of it; what is not told is said so. */
export function sum(told: { amount: number | null; currency: string | null; amount_qualifier?: string | null }): string {
  if (told.amount === null) return ledger.words.noAmount;
  return `${bounds[told.amount_qualifier ?? ''] ?? ''}${session.format.money(told.amount, told.currency)}`;
}

export const on = (day: string | null): string => (day === null ? '' : session.format.day(day));
export const stageOf = (stage: string): string => word(session.words.codes.stage, stage);
export const dueOf = (row: CommitmentRow): string => (row.due_on === null ? '' : `${ledger.words.due} ${on(row.horizon_to !== null && /^\d{4}(-\d{2})?$/.test(row.horizon_to) ? row.horizon_to : row.due_on)}`);

/** The name of a group of totals. */
export function groupName(row: Pick<TotalRow, 'group' | 'name' | 'names'>): string {
  const { words } = ledger;
  if (row.group === 'all') return words.totals;
  if (row.group === 'unknown') return words.unknown;
  if (row.group === 'several') return words.several;
  if (row.group.includes(':')) return nameIn(view.language, row.group, row.name, row.names);
  const { technology, stage } = session.words.codes;
  return word({ ...technology, ...stage }, row.group);
}
