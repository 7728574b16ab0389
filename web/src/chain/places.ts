/** Where everything of a laid out chain stands once some tiers are folded. */
import type { Link } from '../domain/chain';
import { folding, foldedWidth, rounded } from '../domain/tiers';
import { box, type Box, type Layout } from './layout';
import type { Size } from './opening';

const corner = 6;

export interface Places {
  size: Size;
  /** Of the unfolded drawing to where it lies now. */
  fold: (x: number) => number;
  at: ReadonlyMap<string, Box>;
  lines: readonly { link: Link; path: string }[];
  tierOf: ReadonlyMap<string, number | null>;
  isFolded: (id: string) => boolean;
  widthOf: (id: string) => number;
}

export function placesOf(layout: Layout, folded: ReadonlySet<number>): Places {
  const fold = folding(layout.tiers, folded);
  const tierOf = new Map(layout.placed.map((each) => [each.id, each.tier]));
  const isFolded = (id: string): boolean => folded.has(tierOf.get(id) ?? -1);
  return {
    size: { width: Math.max(1, fold(layout.width)), height: Math.max(1, layout.height) },
    fold,
    at: new Map([...layout.boxes.map((each) => ({ ...each, x: fold(each.x) })), ...layout.alone].map((each) => [each.id, each])),
    lines: layout.lines.map(({ link, points }) => ({ link, path: rounded(points.map(({ x, y }) => ({ x: fold(x), y })), corner) })),
    tierOf,
    isFolded,
    widthOf: (id) => (isFolded(id) ? foldedWidth : box.width),
  };
}
