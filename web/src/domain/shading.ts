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

const countBounds = [1, 2, 5, 10, 20, 50] as const;

/** How a place with that many of something is filled; none is drawn like land that nobody names. */
export function countFill(count: number): Fill {
  const found = countBounds.filter((bound) => count >= bound).length - 1;
  return found < 0 ? 'not-named' : (`step-${String(found)}` as Fill);
}

/** The steps up to the largest count, each with the least count in it. */
export function countSteps(largest: number): { fill: Fill; least: number }[] {
  return countBounds.filter((bound) => bound <= largest).map((bound) => ({ fill: countFill(bound), least: bound }));
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
