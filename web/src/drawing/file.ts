/** A drawing as a file that stands alone: colours written out, with title, parameters, legend, sources, days and address on it. */
import { wrap } from '../domain/wrap';

const space = 'http://www.w3.org/2000/svg';
const margin = 24;
const line = 17;
const least = 640; // pixels: a narrower file would cut its own title
const longest = 6; // lines of one note
const written = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-linejoin', 'stroke-linecap', 'stroke-dasharray',
  'opacity', 'vector-effect', 'font-size', 'font-weight', 'text-anchor',
];
const left = ['class', 'role', 'tabindex', 'id', 'style', 'data-id', 'data-link'];

/** What stands around a drawing that leaves the page. */
export interface Caption {
  title: string;
  subtitle: string;
  /** What the marks mean: one entry each, in the order of the legend on the page. */
  legend: readonly Mark[];
  /** What was asked for, who says so and where: one paragraph each. */
  notes: readonly string[];
}

export interface Mark {
  text: string;
  kind: 'area' | 'line' | 'dot' | 'edge';
  /** A custom property of the style sheet, or `hatched`. */
  colour: string;
  dashes?: string;
  width?: number;
}

export interface Size {
  width: number;
  height: number;
}

/** An SVG element with its attributes and its text. */
export function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** The colours that the style sheet gives, as attributes; the page's own roles, focus stops and grips are left behind. */
function writeOut(from: SVGElement, to: SVGElement): void {
  const style = getComputedStyle(from);
  for (const name of written) {
    const value = style.getPropertyValue(name);
    if (value !== '' && !(name === 'fill' && value.startsWith('url'))) to.setAttribute(name, value);
  }
  for (const { name } of [...to.attributes]) if (name.startsWith('aria-') || (left.includes(name) && to.localName !== 'pattern')) to.removeAttribute(name);
  [...from.children].forEach((child, index) => {
    const twin = to.children[index];
    if (child instanceof SVGElement && twin instanceof SVGElement) writeOut(child, twin);
  });
}

/** A copy of a drawing with everything written out; `data-page` marks what only the page needs. */
function copyOf(drawing: SVGElement): SVGElement {
  const copy = drawing.cloneNode(true) as SVGElement;
  writeOut(drawing, copy);
  for (const part of copy.querySelectorAll('title, desc, [data-page]')) part.remove();
  return copy;
}

let context: CanvasRenderingContext2D | null = null;

/** How wide a text stands, in pixels. */
export function textWidth(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 7;
  context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}

function paragraphs(texts: readonly string[], size: number, weight: number, room: number, fill: string, top: number): { made: SVGElement[]; bottom: number } {
  const lines = texts.filter(Boolean).flatMap((text) => wrap(text, room, longest, (each) => textWidth(each, `${String(weight)} ${String(size)}px`)));
  const step = Math.round(size * 1.5);
  const made = lines.map((text, index) => element('text', { x: margin, y: top + size + index * step, 'font-size': size, 'font-weight': weight, fill }, text));
  return { made, bottom: top + lines.length * step };
}

type Colour = (name: string) => string;

function mark(each: Mark, x: number, y: number, colour: Colour): SVGElement {
  const fill = each.colour === 'hatched' ? 'url(#legend-hatch)' : colour(each.colour);
  const strong = colour('--line-strong');
  if (each.kind === 'line') {
    return element('line', { x1: x, x2: x + 22, y1: y + 6, y2: y + 6, stroke: fill, 'stroke-width': each.width ?? 1.4, 'stroke-dasharray': each.dashes ?? 'none' });
  }
  if (each.kind === 'dot') return element('circle', { cx: x + 11, cy: y + 6, r: 4, fill, stroke: colour('--ink'), 'stroke-width': 1.2 });
  const wide = each.kind === 'edge' ? 6 : 22;
  return element('rect', { x: x + 22 - wide, y, width: wide, height: 12, fill, stroke: strong, 'stroke-width': 0.5, 'stroke-dasharray': each.dashes ?? 'none' });
}

/** The legend in as many rows as it needs. */
function legendOf(marks: readonly Mark[], room: number, colour: Colour, top: number): { made: SVGElement[]; bottom: number } {
  let x = margin;
  let y = top;
  const made = marks.flatMap((each) => {
    const wide = 28 + textWidth(each.text, '400 11px') + 20;
    if (x > margin && x + wide > room + margin) {
      x = margin;
      y += line;
    }
    const parts = [mark(each, x, y, colour), element('text', { x: x + 28, y: y + 10, 'font-size': 11, fill: colour('--ink') }, each.text)];
    x += wide;
    return parts;
  });
  return { made, bottom: marks.length === 0 ? top : y + line + 6 };
}

function hatch(colour: Colour): SVGElement {
  const pattern = element('pattern', { id: 'legend-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(element('rect', { width: 5, height: 5, fill: colour('--zero') }), element('line', { x1: 0, y1: 0, x2: 0, y2: 5, stroke: colour('--hatch'), 'stroke-width': 2 }));
  return pattern;
}

/**
 * The file. `parts` are drawn one over the other in a frame of `size`, each moved by `offset` (in pixels); patterns they
 * are filled with must be among them.
 */
export function asFile(parts: readonly SVGElement[], size: Size, offset: { x: number; y: number }, caption: Caption): string {
  const first = parts[0];
  const style = getComputedStyle(first?.isConnected === true ? first : document.documentElement);
  const colour: Colour = (name) => style.getPropertyValue(name).trim();
  const width = Math.max(least, Math.ceil(size.width));
  const room = width - 2 * margin;
  const title = paragraphs([caption.title], 17, 600, room, colour('--ink'), margin - 8);
  const subtitle = paragraphs([caption.subtitle], 12, 400, room, colour('--ink-soft'), title.bottom);
  const top = subtitle.bottom + 12;
  const frame = element('svg', { x: 0, y: top, width: size.width, height: size.height, overflow: 'hidden' });
  const moved = element('g', { transform: `translate(${String(offset.x)},${String(offset.y)})` });
  moved.append(...parts.map(copyOf));
  frame.append(moved);
  const legend = legendOf(caption.legend, room, colour, top + size.height + 12);
  const notes = paragraphs(caption.notes, 11, 400, room, colour('--ink-soft'), legend.bottom + 4);
  const whole = Math.ceil(notes.bottom + margin / 2);
  const file = element('svg', { xmlns: space, width, height: whole, viewBox: `0 0 ${String(width)} ${String(whole)}`, 'font-family': 'system-ui, sans-serif' });
  const patterns = element('defs', {});
  patterns.append(hatch(colour));
  file.append(element('title', {}, caption.title), patterns, element('rect', { width, height: whole, fill: colour('--paper') }));
  file.append(...title.made, ...subtitle.made, frame, ...legend.made, ...notes.made);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}
