/** The chain as a file that stands alone: all of it, colours written out, with title, legend, sources, days and address. */
import { element, writeOut, written } from '../map/svg-file';

const margin = 24;
const line = 18;
const least = 640;
const drawn = [...written, 'font-size', 'font-weight', 'text-anchor', 'stroke-dasharray', 'stroke-linecap'];

export interface Caption {
  title: string;
  subtitle: string;
  /** What the colours of the edges mean, with the custom property that holds the colour. */
  grades: readonly { colour: string; text: string }[];
  /** What the lines mean. */
  links: readonly { kind: string; text: string }[];
  notes: readonly string[];
}

const strokes: Record<string, { width: number; dashes: string }> = {
  essential: { width: 1.8, dashes: '' },
  other: { width: 1, dashes: '' },
  unknown: { width: 1, dashes: '5 3' },
  variant: { width: 0.9, dashes: '1 3' },
};

function legend(caption: Caption, colour: (name: string) => string, top: number): SVGElement[] {
  let x = margin;
  const text = (said: string): SVGElement => {
    const made = element('text', { x: x + 28, y: top + 10, 'font-size': 11, fill: colour('--ink') }, said);
    x += 50 + 6.5 * said.length;
    return made;
  };
  const grades = caption.grades.flatMap((grade) => {
    const mark = element('rect', { x: x + 16, y: top, width: 6, height: 12, fill: colour(grade.colour), stroke: colour('--line-strong'), 'stroke-width': 0.5 });
    return [mark, text(grade.text)];
  });
  x = margin;
  const links = caption.links.map((link) => {
    const { width, dashes } = strokes[link.kind] ?? { width: 1, dashes: '' };
    const mark = element('line', { x1: x, x2: x + 22, y1: top + 26, y2: top + 26, stroke: colour('--ink-soft'), 'stroke-width': width, 'stroke-dasharray': dashes });
    const said = text(link.text);
    said.setAttribute('y', String(top + 30));
    return [mark, said];
  });
  return [...grades, ...links.flat()];
}

/** The whole drawing, whatever part of it is in sight. */
export function asFile(svg: SVGSVGElement, drawing: { width: number; height: number }, caption: Caption): string {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const original = svg.querySelector<SVGGElement>('g.drawn');
  const patterns = svg.querySelector('defs');
  const head = margin + 52;
  const width = Math.max(least, drawing.width + 2 * margin);
  const height = head + drawing.height + 62 + line * caption.notes.length + margin;
  const file = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${String(width)} ${String(height)}`, 'font-family': 'system-ui, sans-serif' });
  file.append(element('title', {}, caption.title), element('rect', { width, height, fill: colour('--paper') }));
  if (patterns !== null) {
    const copied = patterns.cloneNode(true) as SVGDefsElement;
    writeOut(patterns as SVGDefsElement, copied, drawn);
    file.append(copied);
  }
  file.append(
    element('text', { x: margin, y: margin + 8, 'font-size': 17, 'font-weight': 600, fill: colour('--ink') }, caption.title),
    element('text', { x: margin, y: margin + 28, 'font-size': 12, fill: colour('--ink-soft') }, caption.subtitle),
  );
  if (original !== null) {
    const copied = original.cloneNode(true) as SVGGElement;
    writeOut(original, copied, drawn);
    for (const part of copied.querySelectorAll('[data-grip], [data-press]')) part.remove();
    for (const part of copied.querySelectorAll('*')) for (const name of [...part.attributes].map((each) => each.name)) if (name.startsWith('aria-') || name === 'id') part.removeAttribute(name);
    copied.setAttribute('transform', `translate(${String(margin)},${String(head)})`);
    file.append(copied);
  }
  const below = head + drawing.height + 16;
  file.append(
    ...legend(caption, colour, below),
    ...caption.notes.map((text, index) => element('text', { x: margin, y: below + 58 + line * index, 'font-size': 11, fill: colour('--ink-soft') }, text)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}
