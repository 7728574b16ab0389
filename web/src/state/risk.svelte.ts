/** What the screen of systemic risk needs from the server, asked for while it is open. */
import { api } from '../api/client';
import type { Cascade, Chain, Finding, Risk } from '../api/types';
import { graphOf, type Graph } from '../domain/chain';
import { lossesAt, readRisk, writeRisk, type Losses, type RiskAsked } from '../domain/risk';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

const everyNode = 1000; // what the server gives at most
const hitShown = 1000;
const empty: Graph = { nodes: [], links: [] };

class RiskState {
  readonly ranking = new Resource<Risk>();
  readonly cascade = new Resource<Cascade>();
  readonly chain = new Resource<Chain>();

  readonly asked: RiskAsked = $derived(readRisk(view.current.own));

  /** The cascade at the step of the view; null until it is answered. */
  readonly losses: Losses | null = $derived(this.cascade.data === null ? null : lossesAt(this.cascade.data, this.asked.step));

  readonly #whole: Graph = $derived(this.chain.data === null ? empty : graphOf(this.chain.data));

  /** The part of the chain that loses anything in this cascade, so that what is drawn stays while the steps go by. */
  readonly graph: Graph = $derived.by(() => {
    const hit = new Set((this.cascade.data?.products ?? []).map((each) => each.product));
    const { nodes, links } = this.#whole;
    return { nodes: nodes.filter((node) => hit.has(node.id)), links: links.filter((link) => hit.has(link.from) && hit.has(link.to)) };
  });

  /** Change what is asked; what follows from the old question goes: another network has other nodes, another shock other steps. */
  go(change: Partial<RiskAsked>, how: 'step' | 'replace' = 'step'): void {
    const fresh = 'step' in change || 'rank' in change || 'all' in change ? {} : { step: null };
    view.go({ own: writeRisk({ ...this.asked, ...fresh, ...change }) }, how);
  }

  /** The address of a change, for links. */
  to(change: Partial<RiskAsked>): { own: Record<string, string> } {
    return { own: writeRisk({ ...this.asked, step: null, ...change }) };
  }

  /** The finding on a node, for the drawer. */
  finding(indicator: string, subject: string | null): Finding | undefined {
    return this.ranking.data?.rows.find((each) => each.indicator === indicator && each.subject === subject);
  }

  /** Ask for what the view needs. Call inside an effect: it follows the view. */
  follow(): void {
    const { days } = session;
    const { network, stop, psi, psiUp, sides } = this.asked;
    const substitution = this.asked.substitution ? 'on' : 'off';
    const asOf = `${days.validOn ?? ''}|${days.knownOn ?? ''}`;
    const how = { network, substitution, sides };
    const words = `${network}|${substitution}|${sides}|${asOf}`;
    this.ranking.want(words, (signal) => api.risk(how, everyNode, days, signal));
    const shock = stop.length === 0 ? null : `${stop.join('|')}|${String(psi)}|${String(psiUp)}|${words}`;
    this.cascade.want(shock, (signal) => api.whatIf(stop, { ...how, psi, psi_up: psiUp }, hitShown, days, signal));
    this.chain.want(stop.length === 0 ? this.chain.answered : asOf, (signal) => api.chain(days, signal));
  }
}

export const risk = new RiskState();
