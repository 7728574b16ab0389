/** The arcs that are drawn, and what is said where not all of them are: never silently fewer. */
import { mostArcs, thinned, type Arc } from '../domain/arcs';
import type { Format } from '../domain/format';
import type { mapWords } from '../domain/words/map';
import type { Picture } from './picture';

const ends = (arc: Arc): string[] => [arc.from, arc.to].flatMap((end) => ('country' in end ? end.country : []));

type Words = (typeof mapWords)['en'];

export interface Drawn {
  arcs: Arc[];
  notes: string[];
}

/** Of each kind as many as can be read; kinds are of different measures and never ranked against each other. */
export function drawnArcs(picture: Pick<Picture, 'arcs' | 'wholes'>, words: Words, format: Format, onMap: (country: string) => boolean): Drawn {
  const { wholes } = picture;
  const arcs = picture.arcs.filter((arc) => ends(arc).every(onMap));
  const off = picture.arcs.length - arcs.length;
  const kinds = [...new Set(arcs.map((arc) => arc.kind))];
  const parts = kinds.map((kind) => {
    const mine = arcs.filter((arc) => arc.kind === kind);
    const whole = wholes[kind];
    const { shown, part } = thinned(mine, Math.floor(mostArcs / kinds.length));
    const all = Math.max(mine.length, whole?.count ?? 0);
    if (shown.length === all) return { shown, note: null };
    const weight = shown.reduce((sum, arc) => sum + (arc.weight ?? 0), 0);
    const drawn = whole?.weight ? weight / whole.weight : part;
    return { shown, note: words.thinned(shown.length, all, kind === 'flow' && drawn !== null ? format.share(drawn) : null) };
  });
  return { arcs: parts.flatMap(({ shown }) => shown), notes: [...parts.flatMap(({ note }) => note ?? []), ...(off > 0 ? [words.offMap(off)] : [])] };
}
