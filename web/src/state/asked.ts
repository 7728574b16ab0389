/** Lines for whatever leaves the page: which days were asked for, and who says so. */
import type { Claim } from '../api/types';
import { sourcesOf } from '../domain/claims';
import { session } from './session.svelte';

export function daysAsked(): string {
  const { words, format } = session;
  const day = (text: string | null | undefined, none: string): string => (text ? format.day(text) : none);
  const summary = session.summary.data;
  return `${words.footer.validOn}: ${day(summary?.valid_on, words.days.latest)} · ${words.footer.knownOn}: ${day(summary?.known_on, format.day(today()))}`;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** The sources behind claims in one line, the first few by name; "" where there are none. */
export function sourcesLine(claims: readonly Claim[], most = 4): string {
  const sources = sourcesOf(claims).map((source) => [source.title ?? source.id, source.publisher].filter(Boolean).join(', '));
  if (sources.length === 0) return '';
  return `${session.words.product.sources}: ${sources.slice(0, most).join('; ')}${sources.length > most ? ` +${String(sources.length - most)}` : ''}`;
}

/** How much stands behind the whole map, where no figure of its own is on show. */
export function allSources(): string {
  const counts = session.summary.data?.counts;
  const { footer } = session.words;
  return counts === undefined ? '' : [footer.sources(counts.sources), footer.claims(counts.claims)].join(' · ');
}

/** Both, for a file. */
export const askedFor = (claims: readonly Claim[]): string[] => [daysAsked(), sourcesLine(claims) || allSources()].filter(Boolean);

/** The days as a file's columns have them: no day of validity where every period counts, and today where all is known. */
export function daysOfFile(): { validOn: string; knownOn: string } {
  const { data } = session.summary;
  return { validOn: data?.valid_on ?? '', knownOn: data?.known_on ?? today() };
}
