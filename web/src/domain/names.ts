/** What things are called in the reader's language. */
import codes from 'virtual:countries';
import type { Names } from '../api/types';
import { languages, type Language } from './language';

const alpha2 = new Map(codes);
const regions = new Map<string, Intl.DisplayNames>();

/** The part of an identity after its kind. */
export const slug = (id: string): string => id.slice(id.indexOf(':') + 1);

/** The kind of an identity: the part before the first colon. */
export const kindOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf(':')));

/** A country's name as CLDR has it, for `country:KOR`; null for anything that is no country. */
export function countryName(id: string, language: Language): string | null {
  const code = kindOf(id) === 'country' ? alpha2.get(slug(id)) : undefined;
  if (code === undefined) return null;
  const short = regionNames(language, 'short').of(code) ?? null;
  return short !== null && /^[\p{Lu}.-]{1,6}$/u.test(short) ? (regionNames(language, 'long').of(code) ?? null) : short; // no US, no É.-U.
}

function regionNames(language: Language, style: 'short' | 'long'): Intl.DisplayNames {
  const key = `${language} ${style}`;
  const names = regions.get(key) ?? new Intl.DisplayNames([language], { type: 'region', style });
  regions.set(key, names);
  return names;
}

const spelt = new Map<string, string>();
const plainly = (text: string): string => text.normalize('NFD').replace(/[\p{M}\s.'’-]/gu, '').toLowerCase();

/** The alpha-3 code that a code or a name, in any language of the page, stands for; null where it is no country's. */
export function countryCode(words: string): string | null {
  if (spelt.size === 0) {
    for (const [code, short] of codes) {
      const names = languages.flatMap((language) => (['short', 'long'] as const).map((style) => regionNames(language, style).of(short) ?? ''));
      for (const name of [...names, code, short]) if (!spelt.has(plainly(name))) spelt.set(plainly(name), code);
    }
  }
  const bare = words.replace(/^country:/, '');
  return spelt.get(plainly(bare)) ?? null;
}

/** The best name for an identity: CLDR's for a country, the recorded one in this language, English, what the map says. */
export function nameIn(language: Language, id: string, name?: string | null, names?: Names | null): string {
  return countryName(id, language) ?? names?.[language] ?? names?.['en'] ?? (name || slug(id));
}
