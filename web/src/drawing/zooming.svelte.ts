/** The zoom of one drawing: where it stands now, and the ways to move it. */
import { zoomable, type Limits, type Transform, type Zoomer } from './zoom';

export class Zooming {
  transform = $state.raw<Transform>({ x: 0, y: 0, k: 1 });
  #zoomer: Zoomer | null = null;

  constructor(
    private readonly scrolls: boolean,
    private readonly onmove: () => void = () => undefined,
  ) {}

  /** To be attached to the drawing: `{@attach zooming.take}`. */
  readonly take = (svg: SVGSVGElement): (() => void) => {
    const made = zoomable(svg, this.scrolls, (transform) => {
      this.transform = transform;
      this.onmove();
    });
    this.#zoomer = made;
    return () => {
      made.stop();
      this.#zoomer = null;
    };
  };

  readonly by = (factor: number): void => this.#zoomer?.by(factor);
  readonly pan = (right: number, down: number): void => this.#zoomer?.pan(right, down);
  readonly show = (x: number, y: number, k: number): void => this.#zoomer?.show(x, y, k);
  readonly reveal = (x: number, y: number, width: number, height: number): void => this.#zoomer?.reveal(x, y, width, height);
  readonly fit = (limits: Limits): void => this.#zoomer?.fit(limits);

  /** Where a place of the drawing stands in the picture, in pixels. */
  readonly seen = (x: number, y: number): { x: number; y: number } => {
    const { transform } = this;
    return { x: x * transform.k + transform.x, y: y * transform.k + transform.y };
  };
}
