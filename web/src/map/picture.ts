/** What the map draws, whatever it is about: the one shape that a screen prepares and WorldMap paints. */
import type { Arc } from '../domain/arcs';
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
  areas: readonly Area[];
  dots: readonly Dot[];
  arcs: readonly Arc[];
  /** What the arcs of each kind mean, for the legend. */
  arcLabels: Readonly<Partial<Record<Arc['kind'], string>>>;
  /** How many arcs of a kind there are in all and what they weigh, where not all of them are given here. */
  wholes: Readonly<Partial<Record<Arc['kind'], { count: number; weight: number | null }>>>;
  /** Whose colours the steps have: of shares, or of losses, which alone are red. */
  palette: 'share' | 'loss';
  /** What the steps are of, and what stands after the last one. */
  rampLabel: string;
  rampEnd: string | null;
  /** The ramp, from little to much. */
  ramp: readonly Step[];
  /** The fills that are no step. */
  states: readonly Step[];
  notes: readonly string[];
  /** Lines for a picture that leaves the page: who says so and which days were asked for. */
  sources: readonly string[];
  /** The country to come close to; null for the whole world. */
  focus: string | null;
  /** What is said of a country without a figure. */
  absent: (name: string) => string;
}

/** A picture without anything on it: start from this and say only what there is. */
export const blank: Picture = {
  title: '', subtitle: '', areas: [], dots: [], arcs: [], arcLabels: {}, wholes: {}, palette: 'share', rampLabel: '', rampEnd: null, ramp: [], states: [], notes: [],
  sources: [], focus: null, absent: (name) => name,
};

/** Where the pointer or the keyboard is: what the tooltip says there, in pixels before any zoom. */
export type Tell = (told: { name: string; lines: readonly string[]; x: number; y: number } | null) => void;
