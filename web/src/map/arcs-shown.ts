/** From the server's arcs and the reader's choice to what the picture of a product has of them. */
import type { MapArcs } from '../api/types';
import { arcChoiceIn, flowsOf, needsOf, type Saying } from '../domain/flows';
import { nameIn } from '../domain/names';
import { word } from '../domain/words';
import { mapWords } from '../domain/words/map';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';
import type { Picture } from './picture';

export type ArcParts = Pick<Picture, 'arcs' | 'arcLabels' | 'wholes' | 'notes'>;

const none: ArcParts = { arcs: [], arcLabels: {}, wholes: {}, notes: [] };

function measureText({ flows: { measure } }: MapArcs): string {
  if (measure === null) return '';
  const unit = measure.currency === null ? word(session.words.codes.basis, 'volume') : word(session.words.codes.basis, 'value');
  return [unit, session.format.period(measure.period)].join(', ');
}

/** What the arcs of a product add to its picture. */
export function arcParts(answer: MapArcs | null): ArcParts {
  const choice = arcChoiceIn(view.current.own);
  if (answer === null || choice === 'none') return none;
  const words = mapWords[view.language];
  const saying: Saying = { name: ({ id, name, names }) => nameIn(view.language, id, name, names), format: session.format, unknown: session.words.product.unknownShare };
  const blank = { arcs: [], homeless: 0, inside: 0 };
  const flows = choice === 'needs' ? blank : flowsOf(answer, saying);
  const needs = choice === 'flows' ? blank : needsOf(answer, saying);
  const { total, whole, others, rows } = answer.flows;
  const unplaced = flows.homeless + flows.inside;
  return {
    arcs: [...needs.arcs, ...flows.arcs],
    arcLabels: {
      ...(needs.arcs.length > 0 ? { need: words.need } : {}),
      ...(flows.arcs.length > 0 ? { flow: words.flow(measureText(answer)) } : {}),
    },
    wholes: flows.arcs.length > 0 ? { flow: { count: total - unplaced, weight: rows.length === total ? null : whole } } : {},
    notes: [
      ...(choice !== 'needs' && others > 0 ? [words.others(others)] : []),
      ...(flows.homeless > 0 ? [words.homeless(flows.homeless)] : []),
      ...(needs.inside > 0 ? [words.inside(needs.inside)] : []),
    ],
  };
}
