import type { View } from '../domain/address';
import { view } from '../state/view.svelte';

export interface Followed {
  href: string;
  onclick: (event: MouseEvent) => void;
}

/** What makes a link change the view: a real address, so that it opens in a new tab too, followed without loading the page. */
export function followed(change: Partial<View>): Followed {
  return {
    href: view.address(change),
    onclick: (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      view.go(change);
      document.getElementById('panel')?.scrollTo({ top: 0 });
    },
  };
}
