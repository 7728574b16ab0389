/** What the chain needs from the server, and what the view makes of it: the part in focus and what is lit. */
import { api } from '../api/client';
import type { Chain, ChainShares, Claim } from '../api/types';
import { focusOn, graphOf, lightsOf, type Graph, type Light } from '../domain/chain';
import { kindOf } from '../domain/names';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

const enoughForSources = 200; // the sources of a chain are all among its first claims
const suppliers: readonly string[] = ['country', 'area', 'org'];
const empty: Graph = { nodes: [], links: [] };

class ChainState {
  readonly answer = new Resource<Chain>();
  readonly supplied = new Resource<ChainShares>();
  readonly claims = new Resource<Claim[]>();

  /** The country or firm whose products are lit: the one marked, or the one the panel is about. */
  readonly lit: string | null = $derived.by(() => {
    const { marked, entity } = view.current;
    return [marked, entity].find((id) => id !== null && suppliers.includes(kindOf(id))) ?? null;
  });

  readonly graph: Graph = $derived(this.answer.data === null ? empty : graphOf(this.answer.data));
  readonly shown: Graph = $derived(focusOn(this.graph, view.current.product));
  /** The product in focus, if this chain has it. */
  readonly focus: string | null = $derived(this.graph.nodes.some((node) => node.id === view.current.product) ? view.current.product : null);
  readonly lights: ReadonlyMap<string, Light> = $derived(lightsOf(this.lit === null ? [] : (this.supplied.data?.rows ?? [])));

  /** Ask for what the view needs. Call inside an effect: it follows the view. */
  follow(): void {
    const { days } = session;
    const { lit } = this;
    const asOf = `${days.validOn ?? ''}|${days.knownOn ?? ''}`;
    this.answer.want(asOf, (signal) => api.chain(days, signal));
    this.supplied.want(lit === null ? null : `${lit}|${asOf}`, (signal) => api.supplied(lit ?? '', days, signal));
    const claims = [...new Set(this.graph.links.flatMap((link) => link.claims))].slice(0, enoughForSources);
    this.claims.want(claims.length === 0 ? null : `${claims.join(',')}|${asOf}`, async (signal) => (await api.claims(claims, days, signal)).claims);
  }
}

export const chain = new ChainState();
