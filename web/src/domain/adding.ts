/** What the screen of adding says: sizes, sentences about changes, and which words an error deserves. Pure. */
import type { Failure, MapChanges, ShareChange } from '../api/types';
import { cell } from './csv';
import type { Format } from './format';
import type { Language } from './language';
import { nameIn } from './names';
import type { AddingWords } from './words/adding';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people write it, in steps of 1024. */
export function bytesIn(language: Language, bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const style = { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, style).format(value);
}

type Side = ShareChange['before'];

/** A share as one side of a change says it. */
export function sideText(side: Side, words: AddingWords, format: Format): string {
  if (side === null) return words.notThere;
  return side.share === null ? words.unknown : format.exact(side.share);
}

/** “China’s share of gallium: 98% → 95%”. */
export function shareSentence(row: ShareChange, words: AddingWords, format: Format, language: Language): string {
  const [provider, product] = [row.provider, row.product].map((ref) => nameIn(language, ref.id, ref.name, ref.names));
  return words.share(provider ?? '', product ?? '', sideText(row.before, words, format), sideText(row.after, words, format));
}

/** What changes, in a few sentences, the largest first; empty where nothing does. */
export function summaryOf(changes: MapChanges, words: AddingWords): string[] {
  const { counts } = changes;
  const said: [keyof AddingWords['summary'], number][] = [
    ['changed', counts['shares.changed'] ?? 0],
    ['new', counts['shares.new'] ?? 0],
    ['unknown', counts['shares.unknown'] ?? 0],
    ['gone', counts['shares.gone'] ?? 0],
    ['verdicts', counts['verdicts'] ?? 0],
    ['conflicts', counts['conflicts'] ?? 0],
    ['things', (counts['new'] ?? 0) + (counts['gone'] ?? 0)],
  ];
  return said.flatMap(([what, n]) => (n === 0 ? [] : [words.summary[what](n)]));
}

/** The changes of shares as CSV (RFC 4180). */
export function sharesCsv(rows: readonly ShareChange[]): string {
  const sides = ['share', 'low', 'high', 'state'] as const;
  const head = ['change', 'product', 'provider', 'provider_kind', 'basis', 'period', ...sides.map((each) => `before_${each}`), ...sides.map((each) => `after_${each}`)];
  const lines = rows.map((row) => {
    const figures = [row.before, row.after].flatMap((side) => sides.map((each) => side?.[each] ?? null));
    return [row.kind, row.product.id, row.provider.id, row.provider_kind, row.basis, row.period, ...figures].map(cell).join(',');
  });
  return [head.join(','), ...lines, ''].join('\r\n');
}

export interface Said {
  title: string;
  text: string;
  /** Whether the server's own words say more. */
  server: boolean;
}

/** The words for what went wrong during a step. Status 0: nobody answered. */
export function troubleSaid(during: string, status: number, failure: Failure, words: AddingWords): Said {
  const { code } = failure;
  if (status === 0) return { ...(during === 'record' ? words.lost.record : during === 'look' ? words.lost.look : words.lost.send), server: false };
  if (code === 'too-large' || status === 413) return { title: words.tooLarge.title, text: '', server: true };
  if (code === 'read-only') return { title: words.readOnlyTitle, text: '', server: true };
  if (code === 'wrong-key') return { ...words.wrongKey, server: false };
  if (status === 409) return { ...words.outdated, server: false };
  if (status === 404) return { ...words.gone, server: false };
  if (code === 'bad-rows') return { ...words.badRows, server: false };
  if (status === 400) return { ...words.badFile, server: true };
  return { ...words.other, server: true };
}
