/** What things are called in the reader's language. */
import codes from 'virtual:countries';
import type { Names } from '../api/types';
import type { Language } from './language';

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
  return short !== null && /^[A-Z]{1,3}$/.test(short) ? (regionNames(language, 'long').of(code) ?? null) : short; // no US, no UK
}

function regionNames(language: Language, style: 'short' | 'long'): Intl.DisplayNames {
  const key = `${language} ${style}`;
  const names = regions.get(key) ?? new Intl.DisplayNames([language], { type: 'region', style });
  regions.set(key, names);
  return names;
}

/** The best name for an identity: CLDR's for a country, the recorded one in this language, English, what the map says. */
export function nameIn(language: Language, id: string, name?: string | null, names?: Names | null): string {
  return countryName(id, language) ?? names?.[language] ?? names?.['en'] ?? (name || slug(id));
}
