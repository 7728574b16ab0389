/** The layout of a graph that changes: the last question counts, an answer to an earlier one is dropped. */
import type { Graph } from '../domain/chain';
import { layOut, warm, type Layout } from './layout';

export class Laid {
  layout = $state.raw<Layout | null>(null);
  /** The kernel could not be started or gave up: a table has to stand in. */
  failed = $state(false);
  #asked = 0;

  constructor() {
    warm();
  }

  /** Lay this out. Call inside an effect that follows the graph. */
  follow(graph: Graph): void {
    this.#asked += 1;
    const mine = this.#asked;
    if (graph.nodes.length === 0) {
      this.layout = null;
      return;
    }
    layOut(graph).then(
      (made) => {
        if (mine !== this.#asked) return;
        this.layout = made;
        this.failed = false;
      },
      () => {
        if (mine === this.#asked) this.failed = true;
      },
    );
  }
}
