/** The chain as a file that stands alone: all of it, whatever part is in sight. */
import type { Grade } from '../domain/shading';
import type { LinkKind } from '../domain/chain';
import { asFile, type Mark } from '../drawing/file';

const edges: Record<Grade, string> = { high: '--ramp-5', some: '--ramp-3', low: '--ramp-1', unknown: '--paper' };
const strokes: Record<LinkKind, { width: number; dashes: string; colour: string }> = {
  essential: { width: 1.8, dashes: 'none', colour: '--ink-soft' },
  other: { width: 1, dashes: 'none', colour: '--line-strong' },
  unknown: { width: 1, dashes: '5 3', colour: '--line-strong' },
  variant: { width: 0.9, dashes: '1 3', colour: '--line-strong' },
};
const margin = 24;

export interface ChainCaption {
  title: string;
  subtitle: string;
  grades: readonly { grade: Grade; text: string }[];
  links: readonly { kind: LinkKind; text: string }[];
  notes: readonly string[];
  /** Other marks, where the edges are coloured by something else than concentration. */
  marks?: readonly Mark[];
}

/** Null before anything is drawn. */
export function chainFile(svg: SVGSVGElement, { title, subtitle, grades, links, notes, marks = [] }: ChainCaption): string | null {
  const [patterns, drawn] = [svg.querySelector<SVGDefsElement>(':scope > defs'), svg.querySelector<SVGGElement>(':scope > g')];
  if (patterns === null || drawn === null) return null;
  const inside = [...drawn.children].filter((each): each is SVGElement => each instanceof SVGElement);
  const { x, y, width, height } = drawn.getBBox();
  const legend: Mark[] = [
    ...grades.map(({ grade, text }): Mark => ({ kind: 'edge', text, colour: edges[grade], ...(grade === 'unknown' ? { dashes: '2 2' } : {}) })),
    ...marks,
    ...links.map(({ kind, text }): Mark => ({ kind: 'line', text, ...strokes[kind] })),
  ];
  return asFile([patterns, ...inside], { width: width + 2 * margin, height: height + 2 * margin }, { x: margin - x, y: margin - y }, { title, subtitle, legend, notes });
}
