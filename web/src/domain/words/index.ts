import type { Language } from '../language';
import { en, type Words } from './en';
import { fr } from './fr';
import { ko } from './ko';
import { vi } from './vi';

export type { Words } from './en';

/** Words that only one screen says: a file `words/SCREEN.ts` beside these, fetched with the screen. */
export type InLanguages<Say> = Readonly<Record<Language, Say>>;

const all: Record<Language, Words> = { en, ko, vi, fr };

export const wordsIn = (language: Language): Words => all[language];

/** The word for a code; the code itself where the list does not know it, so that nothing recorded is hidden. */
export function word(list: Record<string, string>, code: string | null | undefined): string {
  return code ? (list[code] ?? code) : '';
}
