/** Zoom and pan on the map: wheel, drag, two fingers, buttons and keys, within limits. */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';

export interface Zoomer {
  by: (factor: number) => void;
  pan: (right: number, down: number) => void;
  reset: () => void;
  /** Come close enough to a box that it fills about a quarter of the picture, and no closer than its neighbours allow. */
  frame: (bounds: [[number, number], [number, number]], width: number, height: number) => void;
  /** Sizes of the picture, in pixels. */
  fit: (width: number, height: number) => void;
  stop: () => void;
}

const closest = 14;

export function zoomable(svg: SVGSVGElement, moved: (transform: ZoomTransform) => void): Zoomer {
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, closest])
    .filter((event: Event) => {
      // one finger scrolls the page while the whole world is in sight; two fingers, or one on a closer view, move the map
      if (event.type.startsWith('touch')) return (event as TouchEvent).touches.length > 1 || svg.classList.contains('closer');
      return !(event as MouseEvent).ctrlKey || event.type === 'wheel';
    })
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      svg.classList.toggle('closer', transform.k > 1.01);
      moved(transform);
    });
  const selection = select(svg);
  selection.call(behaviour).on('dblclick.zoom', null);
  return {
    by: (factor) => void selection.call(behaviour.scaleBy, factor),
    pan: (right, down) => void selection.call(behaviour.translateBy, right, down),
    reset: () => void selection.call(behaviour.transform, zoomIdentity),
    frame: ([[left, top], [right, bottom]], width, height) => {
      const k = Math.min(5, Math.max(1, 0.45 * Math.min(width / (right - left), height / (bottom - top))));
      const middle = zoomIdentity.translate(width / 2, height / 2).scale(k);
      selection.call(behaviour.transform, middle.translate(-(left + right) / 2, -(top + bottom) / 2));
    },
    fit: (width, height) =>
      void behaviour
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ]),
    stop: () => void selection.on('.zoom', null),
  };
}
