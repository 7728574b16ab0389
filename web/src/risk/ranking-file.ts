/** The ranking as a picture that stands alone: paired bars, colours written out, with title, legend, notes and address. */
import type { RankRow } from '../domain/risk';
import { wrap } from '../domain/wrap';
import { element, textWidth } from '../drawing/file';

const margin = 24;
const row = 26;
const line = 18;
const labels = 330;
const bars = 360;
const longest = 6; // lines of one note

export interface RankingCaption {
  title: string;
  subtitle: string;
  label: (row: RankRow) => string;
  value: (part: number | null) => string;
  /** What the upper and the lower bar mean. */
  sides: readonly [string, string];
  notes: readonly string[];
}

export function rankingFile(rows: readonly RankRow[], caption: RankingCaption): string {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const [ink, soft, loss] = [colour('--ink'), colour('--ink-soft'), colour('--loss-4')];
  const most = Math.max(1e-9, ...rows.map(({ node }) => Math.max(node.esri_down ?? 0, node.esri_up ?? 0)));
  const wide = (part: number | null): number => (bars * (part ?? 0)) / most;
  const width = labels + bars + 110 + 2 * margin;
  const notes = caption.notes.filter(Boolean).flatMap((text) => wrap(text, width - 2 * margin, longest, (each) => textWidth(each, '400 11px')));
  const top = margin + 66;
  const below = top + rows.length * row + 14;
  const height = below + notes.length * line + margin;
  const left = margin + labels;
  const hollow = { fill: 'none', stroke: loss, 'stroke-width': 1 };
  const file = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${String(width)} ${String(height)}`, 'font-family': 'system-ui, sans-serif' });
  file.append(
    element('title', {}, caption.title),
    element('rect', { width, height, fill: colour('--paper') }),
    element('text', { x: margin, y: margin + 8, 'font-size': 17, 'font-weight': 600, fill: ink }, caption.title),
    element('text', { x: margin, y: margin + 28, 'font-size': 12, fill: soft }, caption.subtitle),
    element('rect', { x: left, y: margin + 38, width: 22, height: 8, fill: loss }),
    element('text', { x: left + 28, y: margin + 46, 'font-size': 11, fill: ink }, caption.sides[0]),
    element('rect', { x: left + 170, y: margin + 38, width: 22, height: 8, ...hollow }),
    element('text', { x: left + 198, y: margin + 46, 'font-size': 11, fill: ink }, caption.sides[1]),
    ...rows.flatMap((each, index) => {
      const y = top + index * row;
      const named = wrap(caption.label(each), labels - 44, 1, (text) => textWidth(text, '400 12px'))[0] ?? '';
      return [
        element('text', { x: left - 10, y: y + 14, 'font-size': 12, fill: ink, 'text-anchor': 'end' }, `${String(each.place)}. ${named}`),
        element('rect', { x: left, y: y + 2, width: wide(each.node.esri_down), height: 8, fill: loss }),
        element('rect', { x: left, y: y + 12, width: wide(each.node.esri_up), height: 8, ...hollow }),
        element('text', { x: left + bars + 12, y: y + 15, 'font-size': 12, fill: ink }, caption.value(each.node.esri)),
      ];
    }),
    ...notes.map((text, index) => element('text', { x: margin, y: below + line * index, 'font-size': 11, fill: soft }, text)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}
