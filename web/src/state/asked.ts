/** Lines for whatever leaves the page: which days were asked for, and who says so. */
import type { Claim } from '../api/types';
import { sourcesOf } from '../domain/claims';
import { session } from './session.svelte';

export function daysAsked(): string {
  const { words, format } = session;
  const day = (text: string | null | undefined): string => (text ? format.day(text) : words.footer.today);
  const summary = session.summary.data;
  return `${words.footer.validOn} ${day(summary?.valid_on)} · ${words.footer.knownOn} ${day(summary?.known_on)}`;
}

/** The sources behind claims in one line, the first few by name; "" where there are none. */
export function sourcesLine(claims: readonly Claim[], most = 4): string {
  const sources = sourcesOf(claims).map((source) => [source.title ?? source.id, source.publisher].filter(Boolean).join(', '));
  if (sources.length === 0) return '';
  return `${session.words.product.sources}: ${sources.slice(0, most).join('; ')}${sources.length > most ? ` +${String(sources.length - most)}` : ''}`;
}

/** Both, for a file. */
export const askedFor = (claims: readonly Claim[]): string[] => [daysAsked(), sourcesLine(claims)].filter(Boolean);

/** The days as a file's columns have them. */
export function daysOfFile(): { validOn: string; knownOn: string } {
  const { data } = session.summary;
  const day = (text: string | null | undefined): string => text ?? new Date().toISOString().slice(0, 10);
  return { validOn: day(data?.valid_on), knownOn: day(data?.known_on) };
}
