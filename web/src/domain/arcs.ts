/** Arcs on the map: what goes from where to where, and how many of them can be read at once. */

/** An end of an arc: the middle of a country, or a point. */
export type End = { country: string } | { longitude: number; latitude: number };

export interface Arc {
  id: string;
  /** A recorded delivery, or an input that comes from there whoever delivers it. */
  kind: 'flow' | 'need';
  from: End;
  to: End;
  /** What it counts, for its width and its rank: null is unknown and drawn as such. Never negative. */
  weight: number | null;
  /** What the tooltip and a screen reader say: from where to where, and what. */
  name: string;
  text: string;
  claims: readonly string[];
}

/** More than this many cannot be told apart, and would not move smoothly either (bench/bench_page.py). */
export const mostArcs = 150;

export interface Thinned<A> {
  /** The heaviest, unknown weights last, each at the place it has by rank. */
  shown: A[];
  /** How many are not drawn. */
  left: number;
  /** What part of the known weight is drawn, 0..1; null where nothing is known. Only said of arcs of one measure. */
  part: number | null;
}

export function thinned<A extends { id: string; weight: number | null }>(arcs: readonly A[], most: number = mostArcs): Thinned<A> {
  const ranked = [...arcs].sort((a, b) => (b.weight ?? -1) - (a.weight ?? -1) || a.id.localeCompare(b.id));
  const shown = ranked.slice(0, most);
  const total = (some: readonly A[]): number => some.reduce((sum, each) => sum + (each.weight ?? 0), 0);
  const whole = total(ranked);
  return { shown, left: ranked.length - shown.length, part: whole > 0 ? total(shown) / whole : null };
}

const least = 0.8;
const widest = 5;

/** How wide an arc is drawn, in pixels: its area grows with what it counts. Unknown is thin, and dashed. */
export const widthOf = (weight: number | null, heaviest: number): number =>
  weight === null || heaviest <= 0 ? least : least + (widest - least) * Math.sqrt(Math.min(1, weight / heaviest));

export interface Curve {
  path: string;
  /** Where the head stands and which way it points, in degrees. */
  head: { x: number; y: number; angle: number };
}

const bend = 0.22; // of the length; always to the same side, so that there and back are two lines

/** From one point to another as an arc; ends a little before its goal, so that the head does not cover it. */
export function curved([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Curve | null {
  const [dx, dy] = [x2 - x1, y2 - y1];
  if (Math.hypot(dx, dy) < 0.5) return null;
  const [cx, cy] = [(x1 + x2) / 2 + bend * dy, (y1 + y2) / 2 - bend * dx];
  const at = (value: number): string => value.toFixed(1);
  return {
    path: `M${at(x1)} ${at(y1)}Q${at(cx)} ${at(cy)} ${at(x2)} ${at(y2)}`,
    head: { x: x2, y: y2, angle: (Math.atan2(y2 - cy, x2 - cx) * 180) / Math.PI },
  };
}
