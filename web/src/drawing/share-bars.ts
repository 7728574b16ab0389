/** Shares with ranges as a file that stands alone: the page draws them as a list, which leaves no drawing to copy. */
import { step } from '../domain/shading';
import { asFile, element, textWidth, type Caption } from './file';

export interface ShareBar {
  name: string;
  share: number;
  low: number | null;
  high: number | null;
  text: string;
  /** Whose it is, is not specified. */
  unnamed?: boolean;
}

const width = 720;
const row = 24;

/** Whether the range is wide enough to be seen. */
export const hasRange = (bar: { low: number | null; high: number | null }): boolean => bar.low !== null && bar.high !== null && bar.high - bar.low > 0.0005;

export function shareBarsFile(bars: readonly ShareBar[], caption: Caption): string {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const left = Math.min(260, Math.max(80, ...bars.map((bar) => textWidth(bar.name, '400 13px'))) + 12);
  const right = Math.max(60, ...bars.map((bar) => textWidth(bar.text, '400 12px'))) + 16;
  const room = width - left - right;
  const at = (value: number): number => left + Math.min(1, Math.max(0, value)) * room;
  const drawn = element('g', {});
  bars.forEach((bar, index) => {
    const y = index * row;
    const fill = bar.unnamed === true ? 'url(#legend-hatch)' : colour(`--ramp-${String(step(bar.share))}`);
    drawn.append(
      element('text', { x: left - 10, y: y + 15, 'text-anchor': 'end', 'font-size': 13, fill: colour('--ink') }, bar.name),
      element('rect', { x: left, y: y + 5, width: Math.max(1, at(bar.share) - left), height: 13, fill }),
      element('text', { x: at(Math.max(bar.share, bar.high ?? 0)) + 8, y: y + 16, 'font-size': 12, fill: colour('--ink') }, bar.text),
    );
    if (hasRange(bar)) {
      const [low, high, middle] = [at(bar.low ?? 0), at(bar.high ?? 0), y + 11.5];
      const whisker = `M${String(low)} ${String(middle - 4)}v8M${String(high)} ${String(middle - 4)}v8M${String(low)} ${String(middle)}H${String(high)}`;
      drawn.append(element('path', { d: whisker, stroke: colour('--ink'), 'stroke-width': 1.5, fill: 'none' }));
    }
  });
  return asFile([drawn], { width, height: bars.length * row }, { x: 24, y: 0 }, caption);
}
