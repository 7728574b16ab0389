/** What stands around the map when it leaves the page: the picture's own words. */
import type { Caption, Mark } from '../drawing/file';
import type { Picture } from './picture';

const colourOf = (fill: string): string => (fill === 'unknown' ? 'hatched' : fill === 'not-named' ? '--land' : fill === 'zero' ? '--zero' : `--ramp-${fill.slice(5)}`);

/** `more`: what the page says under the map besides, such as which arcs are drawn. */
export function captionOf(picture: Picture, dots: readonly [string, string], more: readonly string[], address: string): Caption {
  const steps = [...picture.ramp.map((step) => ({ ...step, label: `${step.label} +` })), ...picture.states];
  const legend: Mark[] = steps.map((step) => ({ kind: 'area', text: step.label, colour: colourOf(step.fill) }));
  if (picture.dots.length > 0) {
    legend.push({ kind: 'dot', text: dots[0], colour: '--ink' }, { kind: 'dot', text: dots[1], colour: '--paper' });
  }
  for (const [kind, text] of Object.entries(picture.arcLabels)) legend.push({ kind: 'line', text, colour: `--${kind}`, width: 2 });
  return { title: picture.title, subtitle: picture.subtitle, legend, notes: [...more, ...picture.notes, ...picture.sources, address] };
}
