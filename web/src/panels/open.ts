import { view } from '../state/view.svelte';

/** Lay the claims behind a figure open. */
export function openClaims(claims: readonly string[], more: { why?: string; marked?: string } = {}): void {
  view.go({ claims, why: more.why ?? null, marked: more.marked ?? view.current.marked });
}
