/** The server's verdicts in the reader's language. What it does not know it repeats as the server says it. */
import type { Words } from './words';

export interface Verdict {
  text: string;
  /** Said where conflicting claims would change the verdict. */
  flips: string | null;
}

type Naming = (id: string) => string;

const known: Partial<Record<string, keyof Words['verdicts']['said']>> = {
  'highly concentrated': 'high',
  concentrated: 'some',
  'not concentrated': 'low',
  unknown: 'unknown',
  'near monopoly': 'nearMonopoly',
  watched: 'watched',
  'not watched': 'notWatched',
  'one provider is enough': 'oneEnough',
  'several providers needed': 'severalNeeded',
  'never reached by those named': 'neverReached',
  chokepoint: 'chokepoint',
  'no chokepoint': 'noChokepoint',
  'no chokepoint above it': 'noneAbove',
  'no threshold': 'none',
};

/** What kind of verdict it is, whatever it names: a key of `words.verdicts.said`. */
export function verdictClass(verdict: string | null | undefined): keyof Words['verdicts']['said'] {
  const text = (verdict ?? '').replace(/ \(conflicting claims: .*?\)/, '').trim();
  if (text === '' || text.startsWith('unknown')) return 'unknown';
  if (text === 'no chokepoint above it') return 'noneAbove';
  if (text.startsWith('no chokepoint')) return 'noChokepoint';
  if (text.startsWith('chokepoint')) return 'chokepoint';
  return known[text] ?? known[text.split(':')[0] ?? ''] ?? 'none';
}

function said(verdict: string, words: Words, naming: Naming): string {
  const text = verdict.trim();
  const key = known[text];
  if (key !== undefined) return words.verdicts.said[key];
  const up = /^chokepoint (\d+) up: (\S+)$/.exec(text);
  if (up !== null) return words.verdicts.chokepointUp(Number(up[1]), naming(up[2] ?? ''));
  const only = /^chokepoint: only (.+) is recorded, with ([\d.]+) of the whole$/.exec(text);
  if (only !== null) return words.verdicts.onlyOne(naming(only[1] ?? ''));
  const missing = /^unknown: no shares of (\d+) of its inputs$/.exec(text);
  if (missing !== null) return words.verdicts.noShares(Number(missing[1]));
  const named = /^unknown, only ([\d.]+) of the supply is named$/.exec(text);
  if (named !== null) return words.verdicts.littleNamed(Number(named[1]));
  const whose = /^(.+): (\w+:.+)$/.exec(text);
  if (whose !== null) return `${said(whose[1] ?? '', words, naming)}: ${naming(whose[2] ?? '')}`;
  return text;
}

/** `naming` turns the identities that stand in a verdict into names. */
export function verdictIn(words: Words, verdict: string | null | undefined, naming: Naming = (id) => id): Verdict {
  if (!verdict) return { text: words.verdicts.said.unknown, flips: null };
  const found = /^(.*?) \(conflicting claims: (.*?) to (.*?)\)(: .+)?$/.exec(verdict);
  if (found === null) return { text: said(verdict, words, naming), flips: null };
  const [, text = '', low = '', high = '', whose = ''] = found;
  return { text: said(text + whose, words, naming), flips: words.verdicts.flips(said(low, words, naming), said(high, words, naming)) };
}
