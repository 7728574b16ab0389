/** Whose word the screen on show rests on, for the end of a printed page. A screen that knows better than the panel says so. */
import type { Claim } from '../api/types';
import { session } from './session.svelte';

class Behind {
  #own = $state.raw<readonly Claim[] | null>(null);
  readonly claims: readonly Claim[] = $derived(this.#own ?? session.marketClaims.data ?? []);

  /** Call inside an effect, and give back what it returns: the claims count while the screen stays. */
  rest(claims: readonly Claim[] | null): () => void {
    this.#own = claims;
    return () => {
      this.#own = null;
    };
  }
}

export const behind = new Behind();
