/** Zoom and pan over any drawing: wheel, drag, two fingers, buttons and keys, within limits. */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';

export interface Transform {
  x: number;
  y: number;
  k: number;
}

/** How far one may go. Sizes in pixels; `from` and `to` are the corners of what may be brought into sight, before any zoom. */
export interface Limits {
  width: number;
  height: number;
  scales: [least: number, most: number];
  from: [x: number, y: number];
  to: [x: number, y: number];
}

export interface Zoomer {
  by: (factor: number) => void;
  pan: (right: number, down: number) => void;
  /** Show a part of the drawing: its left top corner in the left top of the picture, at this scale. */
  show: (x: number, y: number, k: number) => void;
  /** Move just so far that a box is in sight. */
  reveal: (x: number, y: number, width: number, height: number) => void;
  fit: (limits: Limits) => void;
  stop: () => void;
}

const margin = 24;
const still = 4; // pixels a pressed pointer may shake and still click

/** `scrolls`: one finger scrolls the page while the whole drawing is in sight; two, or one on a closer view, move the drawing. */
export function zoomable(svg: SVGSVGElement, scrolls: boolean, moved: (transform: Transform) => void): Zoomer {
  let size = { width: 1, height: 1 };
  let now: ZoomTransform = zoomIdentity;
  const fingers = (event: TouchEvent): boolean => !scrolls || event.touches.length > 1 || svg.classList.contains('closer');
  const behaviour = zoom<SVGSVGElement, unknown>()
    .filter((event: Event) => (event.type.startsWith('touch') ? fingers(event as TouchEvent) : !(event as MouseEvent).ctrlKey || event.type === 'wheel'))
    .clickDistance(still)
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      now = transform;
      svg.classList.toggle('closer', transform.k > 1.01);
      moved({ x: transform.x, y: transform.y, k: transform.k });
    });
  const selection = select(svg);
  selection.call(behaviour).on('dblclick.zoom', null);
  return {
    by: (factor) => void selection.call(behaviour.scaleBy, factor),
    pan: (right, down) => void selection.call(behaviour.translateBy, right, down),
    show: (x, y, k) => void selection.call(behaviour.transform, zoomIdentity.scale(k).translate(-x, -y)),
    reveal: (x, y, width, height) => {
      const [left, top] = now.apply([x, y]);
      const [right, bottom] = now.apply([x + width, y + height]);
      const across = left < margin ? margin - left : right > size.width - margin ? size.width - margin - right : 0;
      const down = top < margin ? margin - top : bottom > size.height - margin ? size.height - margin - bottom : 0;
      if (across !== 0 || down !== 0) selection.call(behaviour.translateBy, across / now.k, down / now.k);
    },
    fit: ({ width, height, scales, from, to }) => {
      size = { width, height };
      behaviour.extent([[0, 0], [width, height]]).scaleExtent(scales).translateExtent([from, to]);
    },
    stop: () => void selection.on('.zoom', null),
  };
}
