/** The map as a file that stands alone: colours written out, with title, legend, sources, days and address on it. */
import type { Picture } from './picture';

const margin = 24;
const line = 18;
export const written = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-linejoin', 'opacity', 'vector-effect'];
const space = 'http://www.w3.org/2000/svg';

/** An SVG element with its attributes and its text. */
export function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** The colours that the style sheet gives, as attributes; the page's own roles and focus stops are left behind. */
export function writeOut(from: SVGElement, to: SVGElement, names: readonly string[] = written): void {
  const style = getComputedStyle(from);
  for (const name of names) {
    const value = style.getPropertyValue(name);
    if (value !== '' && !(name === 'fill' && value.startsWith('url'))) to.setAttribute(name, value);
  }
  for (const name of ['class', 'role', 'tabindex', 'data-id']) to.removeAttribute(name);
  [...from.children].forEach((child, index) => {
    const twin = to.children[index];
    if (child instanceof SVGElement && twin instanceof SVGElement) writeOut(child, twin, names);
  });
}

function legend(picture: Picture, colours: CSSStyleDeclaration, top: number): SVGElement[] {
  const colour = (fill: string): string => {
    if (fill.startsWith('step-')) return colours.getPropertyValue(`--ramp-${fill.slice(5)}`).trim();
    return colours.getPropertyValue(fill === 'not-named' ? '--land' : '--zero').trim();
  };
  const ink = colours.getPropertyValue('--ink').trim();
  let x = margin;
  return [...picture.ramp, ...picture.states].flatMap((step) => {
    const fill = step.fill === 'unknown' ? 'url(#hatch)' : colour(step.fill);
    const parts = [
      element('rect', { x, y: top, width: 22, height: 11, fill, stroke: colours.getPropertyValue('--line-strong').trim(), 'stroke-width': 0.5 }),
      element('text', { x: x + 28, y: top + 10, 'font-size': 11, fill: ink }, step.label),
    ];
    x += 44 + 6.5 * step.label.length;
    return parts;
  });
}

export function asFile(svg: SVGSVGElement, picture: Picture, _label: string, address: string): string {
  const width = svg.clientWidth;
  const height = svg.clientHeight;
  const colours = getComputedStyle(document.documentElement);
  const ink = colours.getPropertyValue('--ink').trim();
  const soft = colours.getPropertyValue('--ink-soft').trim();
  const head = margin + 44;
  const lines = [...picture.notes, ...picture.sources, address];
  const whole = head + height + 40 + line * lines.length + margin;

  const map = svg.cloneNode(true) as SVGSVGElement;
  writeOut(svg, map);
  for (const part of map.querySelectorAll('title, desc')) part.remove();
  map.removeAttribute('aria-labelledby');
  map.setAttribute('y', String(head));

  const file = element('svg', { xmlns: space, width, height: whole, viewBox: `0 0 ${String(width)} ${String(whole)}`, 'font-family': 'system-ui, sans-serif' });
  file.append(
    element('title', {}, picture.title),
    element('rect', { width, height: whole, fill: colours.getPropertyValue('--paper').trim() }),
    element('text', { x: margin, y: margin + 8, 'font-size': 17, 'font-weight': 600, fill: ink }, picture.title),
    element('text', { x: margin, y: margin + 28, 'font-size': 12, fill: soft }, picture.subtitle),
    map,
    ...legend(picture, colours, head + height + 8),
    ...lines.map((text, index) => element('text', { x: margin, y: head + height + 44 + line * index, 'font-size': 11, fill: soft }, text)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}
