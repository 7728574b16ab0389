/** What the map draws, whatever it is about: the one shape that MapView prepares and WorldMap paints. */
import type { Fill } from '../domain/shading';

export interface Area {
  id: string;
  fill: Fill;
  name: string;
  /** What the tooltip says after the name. */
  text: string;
  /** How much it weighs: larger is reached first by keyboard. */
  weight: number;
}

export interface Dot {
  id: string;
  name: string;
  text: string;
  longitude: number;
  latitude: number;
  working: boolean;
}

export interface Step {
  fill: Fill;
  label: string;
}

export interface Picture {
  title: string;
  subtitle: string;
  areas: Area[];
  dots: Dot[];
  /** The ramp, from little to much. */
  ramp: Step[];
  /** The fills that are no share. */
  states: Step[];
  notes: string[];
  /** Lines for a picture that leaves the page: who says so and which days were asked for. */
  sources: string[];
  /** The country to come close to; null for the whole world. */
  focus: string | null;
  absent: (name: string) => string;
}
