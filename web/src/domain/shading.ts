/** Which step of the one-hue ramp a share gets. The steps are where readers decide: 50 % is watched, 90 % near a monopoly. */
import type { State } from '../api/types';

/** Lower bounds of the steps; the last step ends at 1. */
export const steps = [0, 0.05, 0.1, 0.25, 0.5, 0.9] as const;

/** 0 for under 5 %, up to 5 for 90 % and more. */
export function step(share: number): number {
  let found = 0;
  steps.forEach((bound, index) => {
    if (share >= bound) found = index;
  });
  return found;
}

/** How a place is filled: a step of the ramp, or one of the states that are no share. */
export type Fill = `step-${0 | 1 | 2 | 3 | 4 | 5}` | 'zero' | 'unknown' | 'not-named';

export function fillOf(row: { share: number | null; state: State } | undefined): Fill {
  if (row === undefined) return 'not-named';
  if (row.state === 'zero' || row.share === 0) return 'zero';
  if (row.share === null || row.state === 'unknown') return 'unknown';
  return `step-${step(row.share) as 0 | 1 | 2 | 3 | 4 | 5}`;
}

/** Counts are shaded in fifths of the largest, so that the leader is always darkest. */
export function countFill(count: number, largest: number): Fill {
  if (count <= 0 || largest <= 0) return 'not-named';
  return `step-${Math.min(5, 1 + Math.floor((4 * (count - 1)) / Math.max(1, largest - 1))) as 1 | 2 | 3 | 4 | 5}`;
}

/** The steps that counts use, each with the smallest count in it, from few to many. */
export function countSteps(counts: readonly number[]): { fill: Fill; least: number }[] {
  const largest = Math.max(0, ...counts);
  const least = new Map<Fill, number>();
  for (const count of counts) {
    const fill = countFill(count, largest);
    least.set(fill, Math.min(count, least.get(fill) ?? Infinity));
  }
  return [...least].map(([fill, count]) => ({ fill, least: count })).sort((a, b) => a.least - b.least);
}

export type Grade = 'high' | 'some' | 'low' | 'unknown';

/** The colour of an edge, from the server's verdict; the thresholds are the server's. */
export function gradeOf(verdict: string | null | undefined): Grade {
  const word = (verdict ?? '').toLowerCase();
  if (word === '' || word.startsWith('unknown')) return 'unknown';
  if (word.startsWith('highly')) return 'high';
  if (word.startsWith('concentrated')) return 'some';
  return 'low';
}
