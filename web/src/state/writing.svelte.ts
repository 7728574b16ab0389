/** Whether this server takes writes, and who writes: the same on every screen, forgotten when the page is closed. */
import { Unanswered } from '../api/client';
import type { WriteSession } from '../api/types';
import { writes, type Pass } from '../api/writing';

class Writing {
  /** Null until the server said; asked for once, and again where the server was started anew. */
  session = $state.raw<WriteSession | null>(null);
  failure = $state.raw<Unanswered | null>(null);
  who = $state('');
  key = $state('');

  #asked = false;

  get allowed(): boolean {
    return this.session?.writable === true;
  }

  open(): void {
    if (this.#asked) return;
    this.#asked = true;
    void this.ask();
  }

  async ask(): Promise<void> {
    this.failure = null;
    try {
      this.session = await writes.session();
      if (this.who === '') this.who = this.session.contributor ?? '';
    } catch (reason) {
      if (!(reason instanceof Unanswered)) throw reason;
      this.failure = reason;
    }
  }

  /** Do a write; where the server was started anew meanwhile, with its new token once more. */
  async with<T>(write: (pass: Pass) => Promise<T>): Promise<T> {
    if (this.session === null) await this.ask();
    try {
      return await write(this.#pass());
    } catch (reason) {
      if (!(reason instanceof Unanswered) || reason.failure.code !== 'no-token') throw reason;
      await this.ask();
      return write(this.#pass());
    }
  }

  #pass(): Pass {
    return { token: this.session?.token ?? null, key: this.key };
  }
}

export const writing = new Writing();
