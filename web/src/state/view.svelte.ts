/** The view in the address: every change is a step that Back undoes. */
import { misreadIn } from '../domain/misread';
import { addressOf, besidePanel, opening, viewOf, type View } from '../domain/address';
import { preferred, type Language } from '../domain/language';

interface Step {
  /** How many steps of this page lie before this one: Back stays on the page while there are any. */
  depth: number;
}

class ViewStore {
  current = $state.raw<View>(viewOf(location.search));
  /** What the address says that the page does not understand. */
  misread = $state.raw<readonly string[]>(misreadIn(location.search));
  readonly language: Language = $derived(this.current.language ?? preferred(navigator.languages));

  constructor() {
    addEventListener('popstate', () => {
      this.current = viewOf(location.search);
      this.misread = misreadIn(location.search);
    });
  }

  /** The address of the view with some parts changed, for links. */
  address(change: Partial<View>): string {
    return `./${addressOf({ ...this.current, ...change })}`;
  }

  /** Change parts of the view. Typing replaces the step, everything else adds one. */
  go(change: Partial<View>, how: 'step' | 'replace' = 'step'): void {
    const next = { ...this.current, ...change };
    const address = addressOf(next);
    if (address === addressOf(this.current)) return;
    const depth = (history.state as Step | null)?.depth ?? 0;
    if (how === 'step') history.pushState({ depth: depth + 1 } satisfies Step, '', `./${address}`);
    else history.replaceState({ depth } satisfies Step, '', `./${address}`);
    this.current = next;
    this.misread = misreadIn(address);
  }

  /** Leave in the address only what is understood. */
  forget(): void {
    const own = Object.fromEntries(Object.entries(this.current.own).filter(([name]) => !this.misread.includes(name)));
    this.current = { ...this.current, own };
    this.misread = [];
    history.replaceState(history.state, '', `./${addressOf(this.current)}`);
  }

  /** Leave the drawer: one step back where this page opened it, otherwise the same view without it. */
  closeClaims(): void {
    const depth = (history.state as Step | null)?.depth ?? 0;
    if (depth > 0) history.back();
    else this.go({ claims: [], why: null }, 'replace');
  }

  /** To another subject: days, language and the picture stay, the rest opens anew. */
  visit(change: Partial<View>): Partial<View> {
    const { tab, validOn, knownOn, language } = this.current;
    return { ...opening, tab: besidePanel(tab) ? tab : opening.tab, validOn, knownOn, language, ...change };
  }
}

export const view = new ViewStore();
