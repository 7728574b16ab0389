/** Moving over the chain as over the map: wheel, two fingers, buttons and keys, within limits. */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';

export interface Zoomer {
  by: (factor: number) => void;
  /** Show a part of the drawing: its left top corner in the left top of the picture, at this scale. */
  show: (x: number, y: number, k: number) => void;
  /** Move just so far that a box is in sight. */
  reveal: (x: number, y: number, width: number, height: number) => void;
  /** The size of the picture and of the drawing in it. */
  fit: (width: number, height: number, drawingWidth: number, drawingHeight: number) => void;
  stop: () => void;
}

const closest = 2.5;
const margin = 24;

export function zoomable(svg: SVGSVGElement, moved: (transform: ZoomTransform) => void): Zoomer {
  let size = { width: 1, height: 1 };
  let now: ZoomTransform = zoomIdentity;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .filter((event: Event) => !(event as MouseEvent).ctrlKey || event.type === 'wheel')
    .clickDistance(4)
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      now = transform;
      moved(transform);
    });
  const selection = select(svg);
  selection.call(behaviour).on('dblclick.zoom', null);
  const set = (transform: ZoomTransform): void => void selection.call(behaviour.transform, transform);
  return {
    by: (factor) => void selection.call(behaviour.scaleBy, factor),
    show: (x, y, k) => set(zoomIdentity.scale(k).translate(-x, -y)),
    reveal: (x, y, width, height) => {
      const [left, top] = now.apply([x, y]);
      const [right, bottom] = now.apply([x + width, y + height]);
      const right_ = left < margin ? margin - left : right > size.width - margin ? size.width - margin - right : 0;
      const down = top < margin ? margin - top : bottom > size.height - margin ? size.height - margin - bottom : 0;
      if (right_ !== 0 || down !== 0) selection.call(behaviour.translateBy, right_ / now.k, down / now.k);
    },
    fit: (width, height, drawingWidth, drawingHeight) => {
      size = { width, height };
      const whole = Math.min(1, width / (drawingWidth + 2 * margin), height / (drawingHeight + 2 * margin));
      behaviour
        .extent([
          [0, 0],
          [width, height],
        ])
        .scaleExtent([whole, closest])
        .translateExtent([
          [-width / 2, -height / 2],
          [drawingWidth + width / 2, drawingHeight + height / 2],
        ]);
    },
    stop: () => void selection.on('.zoom', null),
  };
}
