/** Bars as a file that stands alone: the page draws them as a list, which leaves no drawing to copy. */
import { asFile, element, textWidth, type Caption } from '../drawing/file';
import { step } from '../domain/shading';

export interface Bar {
  name: string;
  share: number;
  low: number | null;
  high: number | null;
  text: string;
}

const width = 720;
const row = 24;

export function barsFile(bars: readonly Bar[], caption: Caption): string {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const left = Math.min(260, Math.max(80, ...bars.map((bar) => textWidth(bar.name, '400 13px'))) + 12);
  const room = width - left - 70;
  const drawn = element('g', {});
  bars.forEach((bar, index) => {
    const y = index * row;
    const at = (value: number): number => left + Math.min(1, Math.max(0, value)) * room;
    drawn.append(
      element('text', { x: left - 10, y: y + 15, 'text-anchor': 'end', 'font-size': 13, fill: colour('--ink') }, bar.name),
      element('rect', { x: left, y: y + 5, width: Math.max(1, at(bar.share) - left), height: 13, fill: colour(`--ramp-${String(step(bar.share))}`) }),
      element('text', { x: at(Math.max(bar.share, bar.high ?? 0)) + 8, y: y + 16, 'font-size': 12, fill: colour('--ink') }, bar.text),
    );
    if (bar.low !== null && bar.high !== null && bar.high - bar.low > 0.0005) {
      drawn.append(element('line', { x1: at(bar.low), x2: at(bar.high), y1: y + 11.5, y2: y + 11.5, stroke: colour('--ink'), 'stroke-width': 1.5 }));
    }
  });
  return asFile([drawn], { width, height: bars.length * row }, { x: 24, y: 0 }, caption);
}
