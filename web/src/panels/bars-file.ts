/** The bars of a market as a file that stands alone: every supplier, whatever the list on the page shows. */
import type { Market, MarketRow } from '../api/types';
import { hasRange, isPlainRemainder, layOut } from '../domain/market';
import { nameIn } from '../domain/names';
import { decimalsFor, type Format } from '../domain/format';
import { step } from '../domain/shading';
import type { Language } from '../domain/language';
import type { Words } from '../domain/words';
import { wrap } from '../domain/wrap';
import { asFile, element, textWidth, type Caption } from '../drawing/file';

const high = 26;
const left = 24;
const nameWide = 210;
const figureWide = 76;
const trackWide = 330;
const trackLeft = left + nameWide + figureWide + 10;

interface Saying {
  language: Language;
  words: Words;
  format: Format;
}

function name(row: MarketRow, { language, words }: Saying): string {
  const said = row.state === 'remainder' && isPlainRemainder(row.provider) ? words.product.remainder : nameIn(language, row.provider, row.name, row.names);
  return wrap(said, nameWide - 8, 1, (text) => textWidth(text, '12px'))[0] ?? said;
}

function figure(row: MarketRow, decimals: 0 | 1, { words, format }: Saying): string {
  if (row.state === 'zero') return words.product.zeroShare;
  return row.share === null ? words.product.unknownShare : format.share(row.share, decimals);
}

function bar(row: MarketRow, top: number, colour: (name: string) => string): SVGElement[] {
  const at = (share: number): number => trackLeft + trackWide * Math.min(1, Math.max(0, share));
  const ground = element('line', { x1: trackLeft, x2: trackLeft, y1: top + 3, y2: top + high - 3, stroke: colour('--line-strong') });
  if (row.share === null) return [ground, element('rect', { x: trackLeft, y: top + 5, width: trackWide, height: high - 10, fill: 'url(#legend-hatch)' })];
  const fill = row.state === 'remainder' ? colour('--line') : colour(`--ramp-${String(Math.max(3, step(row.share)))}`);
  const made = [ground, element('rect', { x: trackLeft, y: top + 5, width: Math.max(row.share > 0 ? 1 : 0, at(row.share) - trackLeft), height: high - 10, fill })];
  if (!hasRange(row)) return made;
  const [low, most] = [at(row.low ?? 0), at(row.high ?? 0)];
  const middle = top + high / 2;
  const whisker = `M${String(low)} ${String(middle - 4)}v8M${String(most)} ${String(middle - 4)}v8M${String(low)} ${String(middle)}H${String(most)}`;
  return [...made, element('path', { d: whisker, stroke: colour('--ink'), 'stroke-width': 1.4, fill: 'none' })];
}

export function barsFile(market: Market, caption: Omit<Caption, 'legend'>, saying: Saying): string {
  const style = getComputedStyle(document.documentElement);
  const colour = (property: string): string => style.getPropertyValue(property).trim();
  const { known, unknown, remainders } = layOut(market);
  const decimals = decimalsFor(market.rows.map((row) => row.share));
  const rows = [...known, ...unknown, ...remainders];
  const drawn = rows.flatMap((row, index) => {
    const top = index * high;
    const said = (text: string, x: number, anchor: string): SVGElement =>
      element('text', { x, y: top + 17, 'font-size': 12, fill: colour('--ink'), 'text-anchor': anchor }, text);
    return [said(name(row, saying), left, 'start'), said(figure(row, decimals, saying), left + nameWide + figureWide, 'end'), ...bar(row, top, colour)];
  });
  const legend: Caption['legend'] = [
    ...(rows.some(hasRange) ? [{ kind: 'line' as const, text: saying.words.hhi.range, colour: '--ink' }] : []),
    ...(rows.some((row) => row.share === null) ? [{ kind: 'area' as const, text: saying.words.map.unknown, colour: 'hatched' }] : []),
  ];
  return asFile(drawn, { width: trackLeft + trackWide + left, height: rows.length * high }, { x: 0, y: 0 }, { ...caption, legend });
}
