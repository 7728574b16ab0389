/** Names on this screen, in the reader's language. */
import type { CodeRef, NamedRef } from '../api/types';
import { ownMembers } from '../domain/dependencies';
import { hsCode } from '../domain/format';
import { nameIn } from '../domain/names';
import { dependencyWords, type DependencyWords } from '../domain/words/dependencies';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

export const words = (): DependencyWords => dependencyWords[view.language];

const mostNamed = 4;

/** A bloc that is a list of countries is called by them, as long as they are few. */
export function nameOf(ref: NamedRef): string {
  const members = ownMembers(ref.id);
  if (members === null) return words().blocNames[ref.id] ?? nameIn(view.language, ref.id, ref.name, ref.names);
  return members.length > mostNamed ? words().ownBlocOf(members.length) : session.format.list(members.map(named));
}

export const named = (id: string): string => nameIn(view.language, id);

export const codeOf = (ref: CodeRef): string => `${ref.edition} ${hsCode(ref.code)}`;

export const money = (amount: number | null, currency: string | null): string => (amount === null ? words().unknown : session.format.money(amount, currency));

export const share = (value: number | null): string => (value === null ? words().unknown : session.format.share(value, 1));
