/** The review screen, without a screen: its part of the address, the article cut at its spans, and a draft of corrections. */
import type { Candidate, Fixes, PickedWords, ReadRecord } from '../api/review';
import { word } from './words';
import type { ReviewWords } from './words/review';

export const states = ['open', 'accepted', 'recorded', 'rejected'] as const;
export type State = (typeof states)[number];
export const kinds = ['investment', 'agreement', 'measure', 'event', 'programme'] as const;
export type Kind = (typeof kinds)[number];
export const articleLanguages = ['en', 'fr', 'ja', 'ko', 'vi', 'zh'] as const;
/** Languages by their own names. */
export const languageNames = { en: 'English', fr: 'Français', ja: '日本語', ko: '한국어', vi: 'Tiếng Việt', zh: '中文' } as const;

/** What of the queue is shown, as the address says it. */
export interface ReviewView {
  candidate: string | null;
  state: State | null;
  kind: Kind | null;
  tongue: string | null;
  /** Whether the part for adding articles is open. */
  adding: boolean;
}

const oneOf = <Word extends string>(words: readonly Word[], text: string | undefined): Word | null => words.find((word) => word === text) ?? null;

/** Open candidates are what one comes for; `state=all` shows every one. */
export function readReview(own: Readonly<Record<string, string>>): ReviewView {
  const candidate = own['candidate'] ?? '';
  return {
    candidate: /^[0-9a-f]{12}-\d{1,6}$/.test(candidate) ? candidate : null,
    state: own['state'] === 'all' ? null : (oneOf(states, own['state']) ?? 'open'),
    kind: oneOf(kinds, own['kind']),
    tongue: oneOf(articleLanguages, own['tongue']),
    adding: own['adding'] === 'articles',
  };
}

export function writeReview(shown: ReviewView): Record<string, string> {
  const own = { candidate: shown.candidate, state: shown.state === null ? 'all' : shown.state === 'open' ? null : shown.state, kind: shown.kind, tongue: shown.tongue, adding: shown.adding ? 'articles' : null };
  return Object.fromEntries(Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** The fields of the form, in its order. */
export const fields = [
  'kind', 'status', 'title', 'parties', 'amount', 'amount_high', 'amount_qualifier', 'currency', 'date', 'period', 'place', 'products', 'areas', 'sort', 'direction',
] as const;
export type FieldName = (typeof fields)[number];
/** What words can be picked for: fields with words of their own, and what the claim will quote. */
export type PickField = Exclude<FieldName, 'amount_high' | 'amount_qualifier' | 'currency'> | 'quote';
export const manyLines: ReadonlySet<string> = new Set(['parties', 'products', 'areas']);

/** Letters of the article that belong together, and the fields read from them. */
export interface Piece {
  start: number;
  text: string;
  fields: string[];
}

/** The text cut where spans begin and end. Places count letters (code points), as the server does. */
export function piecesOf(text: string, spans: Readonly<Record<string, readonly Place[]>>): Piece[] {
  const letters = [...text];
  const places = Object.entries(spans).flatMap(([field, each]) => each.map((span) => ({ field, start: span.start, end: span.end })));
  const edges = new Set([0, letters.length, ...places.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].filter((edge) => edge >= 0 && edge <= letters.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] ?? start;
    const inside = places.filter((place) => place.start <= start && end <= place.end);
    return { start, text: letters.slice(start, end).join(''), fields: [...new Set(inside.map((place) => place.field))] };
  });
}

/** The field whose words a field was read with: an amount's say its currency, its upper end, and what is said of it too. */
export const readWith = (field: string): string => (['amount_high', 'amount_qualifier', 'currency'].includes(field) ? 'amount' : field);

type Party = ReadRecord['parties'][number];

/** Letters of the article, from `start` to before `end`. */
export interface Place {
  start: number;
  end: number;
}

/**
 * A draft: what stands in the form where it differs from the record, the fields whose words are right nevertheless, the
 * words that were picked for a field instead, and parties that such words named.
 */
export interface Draft {
  values: Partial<Record<FieldName, string>>;
  keep: FieldName[];
  spans?: Partial<Record<PickField, Place[]>>;
  named?: Party[];
}

/** The fields of the form for a record: those that its kind has, and of a decided one only those that say something. */
export function fieldsOf(found: Candidate): FieldName[] {
  const { record } = found;
  return fields.filter((field) => {
    if (field === 'sort') return (found.choices['sort'] ?? []).length > 0;
    if (field === 'direction') return record.kind === 'measure';
    if (field === 'areas') return record.kind === 'agreement' || record.kind === 'programme' || record.areas.length > 0;
    return found.state === 'open' || asTyped(record, field) !== '';
  });
}

/** Fields whose value the readers look for in picked words; of the others the reviewer gives it. */
export const readFields: ReadonlySet<string> = new Set(['title', 'parties', 'amount', 'date', 'period', 'place', 'products', 'areas']);

/** What words can be picked for in a record. */
export const pickFieldsOf = (found: Candidate): PickField[] => [...fieldsOf(found).filter((field) => readWith(field) === field), 'quote'] as PickField[];

/** The draft with words picked for a field, and with the values the readers found in them; of a list they add to it. */
export function withWords(record: ReadRecord, draft: Draft | undefined, picked: PickedWords): Draft {
  const before = draft ?? { values: {}, keep: [] };
  const field = picked.field as PickField;
  const place = { start: picked.start, end: picked.end };
  const values = { ...before.values };
  for (const name of picked.names as FieldName[]) {
    const found = asTyped({ ...record, ...onlyFound(picked) }, name);
    values[name] = manyLines.has(name) ? [before.values[name] ?? asTyped(record, name), found].filter((text) => text !== '').join('\n') : found;
  }
  const known = before.spans?.[field] ?? (record.spans[field] ?? []).map(({ start, end }) => ({ start, end }));
  return {
    values,
    keep: before.keep.filter((name) => name !== field && readWith(name) !== field),
    spans: { ...before.spans, [field]: manyLines.has(field) ? [...known, place] : [place] },
    named: [...(before.named ?? []), ...(picked.values.parties ?? [])],
  };
}

const onlyFound = (picked: PickedWords): Partial<ReadRecord> =>
  Object.fromEntries(Object.entries(picked.values).filter(([name]) => picked.names.includes(name))) as Partial<ReadRecord>;

/** Where fields are read from, picked words before those of the record. */
export const spansShown = (record: ReadRecord, draft: Draft | undefined): Readonly<Record<string, readonly Place[]>> => ({ ...record.spans, ...draft?.spans });

const partyText = (party: Party): string => `${party.name} (${[party.country ?? '?', party.role].join(', ')})`;

/** A field of the record as it stands in the form. */
export function asTyped(record: ReadRecord, field: FieldName): string {
  if (field === 'parties') return record.parties.map(partyText).join('\n');
  const value = record[field];
  if (Array.isArray(value)) return value.join('\n');
  return value === null ? '' : String(value);
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** `Halden Electronics (CL, investor)`; what the record knew of a party of that name stays with it. */
export function readParty(line: string, known: readonly Party[]): NonNullable<Fixes['parties']>[number] {
  const found = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(line);
  const name = found?.[1] ?? line;
  const before = known.find((party) => party.name === name);
  const said = (found?.[2] ?? '').split(',').map((part) => part.trim());
  const country = said.find((part) => /^[A-Z]{2}$/.test(part)) ?? null;
  const role = said.find((part) => /^[a-z]+$/.test(part)) ?? before?.role ?? 'party';
  return { name, country, role, ...(before === undefined ? {} : { kind: before.kind, identity: before.identity }) };
}

/** An amount typed with separators of any kind; NaN where it is none. */
export function readAmount(text: string): number {
  const plain = text.replace(/[\s\u00a0\u202f_',]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The draft as the server takes it. `wrong` names a field that cannot be read; then nothing is sent. */
export function fixesOf(record: ReadRecord, draft: Draft): { fixes: Fixes; spans: Record<string, Place[]>; wrong: FieldName | null } {
  const known = [...record.parties, ...(draft.named ?? [])];
  const fixes: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(draft.values)) {
    const field = name as FieldName;
    if (text === asTyped(record, field)) continue;
    if (field === 'parties') fixes[field] = lines(text).map((line) => readParty(line, known));
    else if (manyLines.has(field)) fixes[field] = lines(text);
    else if (field === 'amount' || field === 'amount_high') {
      const amount = text.trim() === '' ? null : readAmount(text);
      if (Number.isNaN(amount)) return { fixes: {}, spans: {}, wrong: field };
      fixes[field] = amount;
    } else fixes[field] = text.trim() === '' ? null : text.trim();
  }
  return { fixes: fixes as Fixes, spans: { ...draft.spans } as Record<string, Place[]>, wrong: null };
}

export const isChanged = (record: ReadRecord, draft: Draft | undefined): boolean =>
  draft !== undefined &&
  (Object.keys(draft.spans ?? {}).length > 0 || Object.entries(draft.values).some(([field, text]) => text !== asTyped(record, field as FieldName)));

/** The letters (code points) of a text before a place as a box for typing counts it: in halves of letters, each line's end as one. */
export function lettersBefore(text: string, at: number): number {
  let [units, letters, next] = [0, 0, 0];
  for (const letter of text) {
    if (units >= at) break;
    letters += 1;
    next += letter.length;
    if (letter !== '\r' || text[next] !== '\n') units += letter.length;
  }
  return letters;
}

/** Whether a decision stands that can be taken back: each `undo` took one, and recording belongs to the acceptance before it. */
export function canUndo(decisions: readonly { action: string }[]): boolean {
  const counts = decisions.map(({ action }) => (action === 'undo' ? -1 : action === 'record' ? 0 : 1));
  return counts.reduce((sum: number, each) => sum + each, 0) > 0;
}

/** The direction of an article's script; the page's own languages all run from left to right. */
export const directionOf = (language: string | null): 'rtl' | 'ltr' | 'auto' => (language === null ? 'auto' : ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr');

/** A status, a qualifier or a direction in words; the code itself where it is new. */
export const said = (words: ReviewWords, code: string): string => word(words.said, code);

/** The name of a field of a record. */
export const fieldWord = (words: ReviewWords, field: string): string => word(words.fields, field);
