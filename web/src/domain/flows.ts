/** The server's arcs as the map draws them: recorded flows, and where a product's inputs come from. */
import type { ArcEnd, MapArcs } from '../api/types';
import { decimalsFor, type Format } from './format';
import type { Arc } from './arcs';

export type ArcChoice = 'all' | 'flows' | 'needs' | 'none';
const choices: readonly string[] = ['flows', 'needs', 'none'];

/** Which arcs the reader asked for: the screen's own parameter `arcs`. */
export const arcChoiceIn = (own: Readonly<Record<string, string>>): ArcChoice => (choices.includes(own['arcs'] ?? '') ? (own['arcs'] as ArcChoice) : 'all');

export interface Saying {
  name: (end: { id: string; name: string; names?: Record<string, string> | null }) => string;
  format: Format;
  unknown: string;
}

export interface Drawn {
  arcs: Arc[];
  /** Rows that no arc can show: one end has no land, or both are the same country. */
  homeless: number;
  inside: number;
}

const between = (from: ArcEnd, to: ArcEnd, { name }: Saying): string => `${name(from)} → ${name(to)}`;

/** An amount as its measure says it: a value in a currency, a quantity in a unit. */
export function amountText(amount: number, measure: MapArcs['flows']['measure'], format: Format): string {
  if (measure?.currency) return format.money(amount, measure.currency);
  return [format.count(amount), measure?.unit].filter(Boolean).join(' ');
}

export function flowsOf({ flows }: MapArcs, saying: Saying): Drawn {
  const { format } = saying;
  const amount = (value: number): string => amountText(value, flows.measure, format);
  const placed = flows.rows.filter((row) => row.supplier.country !== null && row.buyer.country !== null);
  const drawn = placed.filter((row) => row.supplier.country !== row.buyer.country);
  return {
    arcs: drawn.map((row): Arc => ({
      id: `flow ${row.supplier.id} ${row.buyer.id}`,
      kind: 'flow',
      from: { country: row.supplier.country ?? '' },
      to: { country: row.buyer.country ?? '' },
      weight: row.amount,
      name: between(row.supplier, row.buyer, saying),
      text: [amount(row.amount), row.low < row.high ? `(${amount(row.low)} – ${amount(row.high)})` : ''].filter(Boolean).join(' '),
      claims: row.claims,
    })),
    homeless: flows.rows.length - placed.length,
    inside: placed.length - drawn.length,
  };
}

/** One arc per pair of countries, with every input that comes that way. */
export function needsOf({ needs }: MapArcs, saying: Saying): Drawn {
  const decimals = decimalsFor(needs.map((row) => row.share));
  const pairs = new Map<string, MapArcs['needs']>();
  for (const row of needs) {
    const key = `${row.supplier.id} ${row.maker.id}`;
    if (row.supplier.id !== row.maker.id) pairs.set(key, [...(pairs.get(key) ?? []), row]);
  }
  const arcs = [...pairs].flatMap(([key, rows]): Arc[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const shares = rows.flatMap(({ share }) => share ?? []);
    const input = (row: MapArcs['needs'][number]): string => `${saying.name(row.input)} ${row.share === null ? saying.unknown : saying.format.share(row.share, decimals)}`;
    return [
      {
        id: `need ${key}`,
        kind: 'need',
        from: { country: first.supplier.country ?? '' },
        to: { country: first.maker.country ?? '' },
        weight: shares.length === 0 ? null : Math.max(...shares),
        name: between(first.supplier, first.maker, saying),
        text: rows.map(input).join(', '),
        claims: [...new Set(rows.flatMap((row) => row.claims))],
      },
    ];
  });
  const inside = new Set(needs.filter((row) => row.supplier.id === row.maker.id).map((row) => row.input.id));
  return { arcs, homeless: 0, inside: inside.size };
}
