/** Names of identities that stand alone in a text, from what the page already holds. */
import type { Names } from '../api/types';
import { nameIn } from '../domain/names';
import { lists } from '../state/lists.svelte';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

type Known = { id: string; name: string; names?: Names | null };

function known(): Known[] {
  const panel = session.panel.data;
  if (panel === null) return [];
  const providers = panel.markets.flatMap((market) => market.rows.map((row) => ({ ...row, id: row.provider })));
  const related = [...panel.needs, ...panel.needed_by].map((row) => ({ ...row, id: row.product }));
  return [panel.product, ...related, ...providers, ...(session.products.data?.rows ?? [])];
}

/** The name of an identity in the reader's language; its slug, made readable, where the page has not met it. */
export function named(id: string): string {
  const found = known().find((each) => each.id === id);
  if (found === undefined && lists.names.data !== null) return lists.naming.name(id);
  const name = nameIn(view.language, id, found?.name, found?.names);
  return found === undefined && name === id.slice(id.indexOf(':') + 1) ? name.replaceAll('-', ' ') : name;
}
