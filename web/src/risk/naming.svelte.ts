/** What the nodes of a network and their parts are called in the reader's language. */
import type { Names } from '../api/types';
import { kindOf, nameIn } from '../domain/names';
import type { RankRow } from '../domain/risk';
import { riskWords, type RiskWords } from '../domain/words/risk';
import { risk } from '../state/risk.svelte';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

interface Called {
  name: string;
  names: Names;
}

class Naming {
  readonly words: RiskWords = $derived(riskWords[view.language]);

  readonly #known: ReadonlyMap<string, Called> = $derived.by(() => {
    const nodes = [...(risk.ranking.data?.ranked ?? []), ...(risk.cascade.data?.hit ?? [])];
    return new Map<string, Called>([
      ...nodes.map((each): [string, Called] => [each.provider, { name: each.provider_name, names: each.provider_names }]),
      ...nodes.map((each): [string, Called] => [each.product, { name: each.product_name, names: each.product_names }]),
      ...(risk.ranking.data?.notes ?? []).map((each): [string, Called] => [each.subject, each]),
      ...(risk.cascade.data?.products ?? []).map((each): [string, Called] => [each.product, each]),
      ...(risk.cascade.data?.subjects ?? []).map((each): [string, Called] => [each.id, each]),
    ]);
  });

  /** Of a node of providers and products both parts. */
  name(id: string): string {
    return id
      .split(' > ')
      .map((part) => (kindOf(part) === 'remainder' ? this.words.notNamed : nameIn(view.language, part, this.#known.get(part)?.name, this.#known.get(part)?.names)))
      .join(' · ');
  }

  /** Who stops, as a list in words. */
  readonly stopping: string = $derived(session.format.list(risk.asked.stop.map((id) => this.name(id))));

  readonly rows: readonly RankRow[] = $derived(
    (risk.ranking.data?.ranked ?? []).map((node, index) => ({ node, place: index + 1, provider: this.name(node.provider), product: this.name(node.product) })),
  );

  /** Where a step stands, for titles. */
  step(step: number): string {
    const last = String(risk.cascade.data?.rounds ?? 0);
    return step === 0 ? `${this.words.step('0', last)} (${this.words.stepZero})` : this.words.step(String(step), last);
  }

}

export const naming = new Naming();
