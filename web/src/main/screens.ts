/** The code of each screen, fetched when it is opened. A further tab is a word in domain/address.ts and a line here. */
import type { Component } from 'svelte';
import type { Tab } from '../domain/address';

export const screens: Record<Tab, () => Promise<{ default: Component }>> = {
  map: () => import('../map/MapView.svelte'),
  chain: () => import('../chain/ChainView.svelte'),
  risk: () => import('../risk/RiskScreen.svelte'),
  dependencies: () => import('../dependencies/DependenciesScreen.svelte'),
  findings: () => import('../panels/FindingsScreen.svelte'),
  ledger: () => import('../ledger/LedgerScreen.svelte'),
  review: () => import('../review/ReviewScreen.svelte'),
  sources: () => import('../panels/SourcesScreen.svelte'),
  add: () => import('../adding/AddingScreen.svelte'),
};
