/** Something asked from the server: what it was last, whether it is being asked again, and what went wrong. */
import { SvelteSet } from 'svelte/reactivity';
import { Unanswered } from '../api/client';

const made: Resource<unknown>[] = [];

/** The store has changed: everything on the page is asked for again, and the old answers stay until the new ones come. */
export function askAgain(): void {
  for (const each of made) each.refresh();
}
/** What the server did not answer at all: asked again once it is back. */
export const silent = new SvelteSet<{ retry: () => void }>();

export class Resource<T> {
  data = $state.raw<T | null>(null);
  failure = $state.raw<Unanswered | null>(null);
  loading = $state(false);
  /** The question `data` answers: while another is asked, the old answer stays on the page. */
  answered = $state<string | null>(null);

  #asked: string | null = null;
  #again: (() => void) | null = null;
  #controller: AbortController | null = null;

  constructor() {
    made.push(this as Resource<unknown>);
  }

  /** Ask unless this very question was asked last; null withdraws. */
  want(question: string | null, ask: (signal: AbortSignal) => Promise<T>): void {
    if (question === this.#asked) return;
    this.#controller?.abort();
    this.#asked = question;
    this.failure = null;
    silent.delete(this);
    if (question === null) {
      this.loading = false;
      this.data = null;
      this.answered = null;
      return;
    }
    this.#again = () => void this.#ask(question, ask);
    this.#again();
  }

  refresh(): void {
    if (this.#asked !== null) this.#again?.();
  }

  retry(): void {
    this.#again?.();
  }

  async #ask(question: string, ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    const controller = new AbortController();
    this.#controller = controller;
    this.loading = true;
    this.failure = null;
    try {
      const data = await ask(controller.signal);
      if (controller.signal.aborted) return;
      this.data = data;
      this.answered = question;
      silent.delete(this);
    } catch (reason) {
      if (controller.signal.aborted) return;
      if (!(reason instanceof Unanswered)) throw reason;
      this.failure = reason;
      if (reason.status === 0) silent.add(this);
      else silent.delete(this);
      this.data = null;
      this.answered = null;
    }
    this.loading = false;
  }
}
