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
import { box } from './layout';

export const textLeft = 13;
export const textWidth = box.width - textLeft - 8;
const lines = 2;

export interface Dot {
  provider: string;
  fill: Fill;
  /** Larger for a larger share, so that a small share and an unknown one do not look alike. */
  radius: number;
  text: string;
}

export interface Shown {
  node: ChainNode;
  name: string;
  lines: readonly string[];
  grade: Grade;
  hhi: string;
  dots: readonly Dot[];
  /** What a tooltip says under the name. */
  facts: readonly string[];
  /** How many lead to it, and how many it leads to. */
  ends: string;
}

interface Saying {
  language: Language;
  words: Words;
  format: Format;
  measure: (text: string) => number;
}

export function shownNode(node: ChainNode, links: readonly Link[], saying: Saying): Shown {
  const { language, words, format, measure } = saying;
  const name = nameIn(language, node.id, node.name, node.names);
  const decimals = decimalsFor(node.top.map((each) => each.share));
  const dots = node.top.map((each) => {
    const share = each.share === null ? words.product.unknownShare : format.share(each.share, decimals);
    const text = `${nameIn(language, each.provider, each.name, each.names)} ${share}`;
    const radius = each.share === null ? 3.4 : 1.8 + 2.4 * Math.sqrt(Math.min(1, each.share));
    return { provider: each.provider, radius, fill: fillOf({ share: each.share, state: each.share === null ? 'unknown' : 'measured' }), text };
  });
  const verdict = verdictIn(words, node.verdict).text;
  const inputs = links.filter((link) => link.to === node.id).length;
  const outputs = links.filter((link) => link.from === node.id).length;
  return {
    node,
    name,
    lines: wrap(name, textWidth, lines, measure),
    grade: gradeOf(node.verdict),
    hhi: node.hhi === null ? '' : format.index(node.hhi),
    dots,
    facts: [`HHI ${node.hhi === null ? words.verdicts.said.unknown : `${format.index(node.hhi)}, ${verdict}`}`, dots.map((dot) => dot.text).join(', ')].filter(Boolean),
    ends: `${words.chain.needs(inputs)}, ${words.chain.leadsTo(outputs)}`,
  };
}

/** The share of who is lit, as a text. */
export function lightText(light: Light | undefined, words: Words, format: Format): string {
  if (light === undefined) return '';
  return light.known ? format.share(light.share) : words.product.unknownShare;
}
