/** The standard's country codes, from its own list: `import codes from 'virtual:countries'`. One list, kept in one place. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const list = fileURLToPath(new URL('../../src/headwater/standard/codes/countries.csv', import.meta.url));

/** alpha-3, alpha-2, numeric, English name. The first columns of the list hold no commas within quotes. */
export type CountryCode = [alpha3: string, alpha2: string, numeric: string, english: string];

export function countryCodes(): CountryCode[] {
  const [head = '', ...lines] = readFileSync(list, 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  const at = ['alpha3', 'alpha2', 'numeric', 'name_en'].map((name) => columns.indexOf(name));
  if (at.includes(-1)) throw new Error(`countries.csv has no longer the columns alpha3, alpha2, numeric and name_en: ${head}`);
  return lines.map((line) => at.map((index) => line.split(',')[index] ?? '') as CountryCode);
}

export function countryList(): Plugin {
  const name = 'virtual:countries';
  return {
    name: 'headwater-countries',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(countryCodes().map(([three, two]) => [three, two]))}` : undefined),
  };
}
