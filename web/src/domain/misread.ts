/** What an address says that the page does not understand: told, so that a misspelt word does not quietly show something else. */
import { addressOf, viewOf, type Tab } from './address';

/** Words that mean the default, which never stands in the page's own addresses. */
const defaults: Readonly<Record<string, string>> = { view: 'map', by: 'country', part: 'contributions', page: '1' };
/** What the screens beside the panel understand of their own; other screens read theirs themselves. */
const pictures = ['chosen', 'arcs', 'folded', 'traded', 'counted'];
const own: Readonly<Partial<Record<Tab, readonly string[]>>> = { map: pictures, chain: pictures, findings: pictures, sources: pictures };

/** The names of the parameters that are not understood, as they stand in the address. */
export function misreadIn(address: string): string[] {
  const view = viewOf(address);
  const understood = new URLSearchParams(addressOf(view));
  const mine = own[view.tab];
  const strange = [...new URLSearchParams(address)].filter(([name, value]) => {
    if (value === '' || defaults[name] === value) return false;
    return !understood.has(name) || (name in view.own && mine !== undefined && !mine.includes(name));
  });
  return [...new Set(strange.map(([name]) => name))];
}
