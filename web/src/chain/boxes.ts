/** What stands in each box and what a screen reader or a tooltip says of it. */
import type { ChainNode } from '../api/types';
import type { Light, Link } from '../domain/chain';
import { decimalsFor, type Format } from '../domain/format';
import type { Language } from '../domain/language';
import { nameIn } from '../domain/names';
import { fillOf, gradeOf, type Fill, type Grade } from '../domain/shading';
import { verdictIn } from '../domain/verdicts';
import type { Words } from '../domain/words';
import { wrap } from '../domain/wrap';
import { textWidth } from '../drawing/file';
import { box } from './layout';

export const textLeft = 13;
export const nameWidth = box.width - textLeft - 8;
const lines = 2;

export interface Dot {
  provider: string;
  fill: Fill;
  /** Larger for a larger share, so that a small share and an unknown one do not look alike. */
  radius: number;
  text: string;
}

/** How a box is coloured and what figure it has: a value per product, of whatever the drawing is about. */
export interface Coloured {
  /** The edge: how concentrated, or a fill of the map's. */
  edge: `grade-${Grade}` | `fill-${Fill}`;
  /** What stands in the corner; short. */
  figure: string;
  /** The same in words, for the tooltip and the screen reader. */
  said: string;
}

export type Colouring = (node: ChainNode) => Coloured;

export interface Shown extends Coloured {
  node: ChainNode;
  name: string;
  lines: readonly string[];
  dots: readonly Dot[];
  /** What a tooltip says under the name. */
  facts: readonly string[];
  /** How many lead to it, and how many it leads to. */
  ends: string;
}

export interface Saying {
  language: Language;
  words: Words;
  format: Format;
}

/** The colouring of the chain where nothing else is asked: how concentrated the supply of each product is. */
export const byConcentration =
  ({ words, format }: Saying): Colouring =>
  (node) => ({
    edge: `grade-${gradeOf(node.verdict)}`,
    figure: node.hhi === null ? '' : format.index(node.hhi),
    said: `HHI ${node.hhi === null ? words.verdicts.said.unknown : `${format.index(node.hhi)}, ${verdictIn(words, node.verdict).text}`}`,
  });

function dotsOf(node: ChainNode, { language, words, format }: Saying): Dot[] {
  const decimals = decimalsFor(node.top.map((each) => each.share));
  return node.top.map((each) => {
    const share = each.share === null ? words.product.unknownShare : format.share(each.share, decimals);
    const text = `${nameIn(language, each.provider, each.name, each.names)} ${share}`;
    const radius = each.share === null ? 3.4 : 1.8 + 2.4 * Math.sqrt(Math.min(1, each.share));
    return { provider: each.provider, radius, fill: fillOf({ share: each.share, state: each.share === null ? 'unknown' : 'measured' }), text };
  });
}

const measure = (text: string): number => textWidth(text, '12px');

/** Every product of a chain as it is shown. */
export function shownNodes(nodes: readonly ChainNode[], links: readonly Link[], saying: Saying, colouring: Colouring = byConcentration(saying)): Map<string, Shown> {
  const counts = { from: new Map<string, number>(), to: new Map<string, number>() };
  for (const link of links) for (const end of ['from', 'to'] as const) counts[end].set(link[end], (counts[end].get(link[end]) ?? 0) + 1);
  const { words } = saying;
  return new Map(
    nodes.map((node) => {
      const name = nameIn(saying.language, node.id, node.name, node.names);
      const dots = dotsOf(node, saying);
      const coloured = colouring(node);
      const facts = [coloured.said, dots.map((dot) => dot.text).join(', ')].filter(Boolean);
      const ends = `${words.chain.needs(counts.to.get(node.id) ?? 0)}, ${words.chain.leadsTo(counts.from.get(node.id) ?? 0)}`;
      return [node.id, { ...coloured, node, name, lines: wrap(name, nameWidth, lines, measure), dots, facts, ends }];
    }),
  );
}

/** The share of who is lit, as a text. */
export function lightText(light: Light | undefined, words: Words, format: Format): string {
  if (light === undefined) return '';
  return light.known ? format.share(light.share) : words.product.unknownShare;
}
