/** The arcs of the product on the map. */
import { api } from '../api/client';
import type { MapArcs } from '../api/types';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

class ArcsState {
  readonly answer = new Resource<MapArcs>();

  /** Ask for what the view needs. Call inside an effect: it follows the view. */
  follow(): void {
    const { product } = view.current;
    const { days } = session;
    const known = session.panel.data?.product.id === product; // a product nobody recorded is told once, by its panel
    const question = product === null || !known ? null : `${product}|${days.validOn ?? ''}|${days.knownOn ?? ''}`;
    this.answer.want(question, (signal) => api.arcs(product ?? '', days, signal));
  }
}

export const arcs = new ArcsState();
