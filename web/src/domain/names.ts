/** What things are called in the reader's language. */
import type { Names } from '../api/types';
import codes from './countries.json';
import type { Language } from './language';

const alpha2 = new Map((codes as [string, string, string][]).map(([three, two]) => [three, two]));
const regions = new Map<Language, Intl.DisplayNames>();

/** The part of an identity after its kind. */
export const slug = (id: string): string => id.slice(id.indexOf(':') + 1);

/** The kind of an identity: the part before the first colon. */
export const kindOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf(':')));

/** A country's name as CLDR has it, for `country:KOR`; null for anything that is no country. */
export function countryName(id: string, language: Language): string | null {
  const code = kindOf(id) === 'country' ? alpha2.get(slug(id)) : undefined;
  if (code === undefined) return null;
  let names = regions.get(language);
  if (names === undefined) {
    names = new Intl.DisplayNames([language], { type: 'region', style: 'short' });
    regions.set(language, names);
  }
  return names.of(code) ?? null;
}

/** The best name for an identity: CLDR's for a country, the recorded one in this language, English, what the map says. */
export function nameIn(language: Language, id: string, name?: string | null, names?: Names | null): string {
  return countryName(id, language) ?? names?.[language] ?? names?.['en'] ?? (name || slug(id));
}
