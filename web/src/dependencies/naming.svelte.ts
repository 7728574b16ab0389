/** Names on this screen, in the reader's language. */
import type { CodeRef, NamedRef } from '../api/types';
import { hsCode } from '../domain/format';
import { nameIn } from '../domain/names';
import { dependencyWords, type DependencyWords } from '../domain/words/dependencies';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

export const words = (): DependencyWords => dependencyWords[view.language];

export const nameOf = (ref: NamedRef): string => nameIn(view.language, ref.id, ref.name, ref.names);

export const named = (id: string): string => nameIn(view.language, id);

export const codeOf = (ref: CodeRef): string => `${ref.edition} ${hsCode(ref.code)}`;

export const money = (amount: number | null, currency: string | null): string => (amount === null ? words().unknown : session.format.money(amount, currency));

export const share = (value: number | null): string => (value === null ? words().unknown : session.format.share(value, 1));
