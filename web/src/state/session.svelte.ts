/** What the current view needs from the server, asked for once and kept while the view stays. */
import { api, type Days } from '../api/client';
import type { Claim, EntityPanel, Market, ProductList, ProductPanel, Summary } from '../api/types';
import { absentRivals } from '../domain/claims';
import { formatFor, type Format } from '../domain/format';
import { claimsOf, marketOf } from '../domain/market';
import { wordsIn, type Words } from '../domain/words';
import { Resource } from './resource.svelte';
import { view } from './view.svelte';

const mostClaims = 500; // what /api/claims gives at once
const enoughForSources = 100; // a market's sources are all among its first claims

async function claimsWithRivals(ids: readonly string[], days: Days, signal: AbortSignal): Promise<Claim[]> {
  const { claims } = await api.claims(ids.slice(0, mostClaims), days, signal);
  const rivals = absentRivals(claims).slice(0, mostClaims);
  if (rivals.length === 0) return claims;
  return [...claims, ...(await api.claims(rivals, days, signal)).claims];
}

class Session {
  readonly summary = new Resource<Summary>();
  readonly products = new Resource<ProductList>();
  readonly panel = new Resource<ProductPanel>();
  readonly entity = new Resource<EntityPanel>();
  readonly claims = new Resource<Claim[]>();
  /** The claims of the market on show, or of what a firm or country supplies, for the sources named under the chart. */
  readonly marketClaims = new Resource<Claim[]>();

  readonly words: Words = $derived(wordsIn(view.language));
  readonly format: Format = $derived(formatFor(view.language));
  readonly days: Days = $derived({ validOn: view.current.validOn, knownOn: view.current.knownOn });
  readonly #asOf: string = $derived(`${this.days.validOn ?? ''}|${this.days.knownOn ?? ''}`);

  /** The market on show: the one chosen, or the one the server puts first. */
  readonly market: Market | null = $derived(this.panel.data === null ? null : marketOf(this.panel.data, view.current.market));

  /** Ask for what the view needs. Call inside an effect: it follows the view. */
  follow(): void {
    const { product, entity, claims } = view.current;
    const { days } = this;
    const asOf = this.#asOf;
    this.summary.want(asOf, (signal) => api.view(days, signal));
    this.products.want(product === null && entity === null ? asOf : this.products.answered, (signal) => api.products(days, signal));
    this.panel.want(product === null ? null : `${product}|${asOf}`, (signal) => api.product(product ?? '', days, signal));
    this.entity.want(entity === null || product !== null ? null : `${entity}|${asOf}`, (signal) => api.entity(entity ?? '', days, signal));
    this.claims.want(claims.length === 0 ? null : `${claims.join(',')}|${asOf}`, (signal) => claimsWithRivals(claims, days, signal));
  }

  /** Ask who stands behind the figures on show, once the panel says which claims. */
  followMarket(): void {
    const { days, market } = this;
    const shown = market === null ? (this.entity.data?.provides ?? []).flatMap((row) => row.claims) : claimsOf(market);
    const claims = [...new Set(shown)].slice(0, enoughForSources);
    const question = claims.length === 0 ? null : `${claims.join(',')}|${this.#asOf}`;
    this.marketClaims.want(question, async (signal) => (await api.claims(claims, days, signal)).claims);
  }
}

export const session = new Session();
