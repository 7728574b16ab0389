/** The server's verdicts in the reader's language. A verdict may say that it flips inside the range of the claims. */
import { gradeOf } from './shading';
import type { Words } from './words';

export interface Verdict {
  text: string;
  /** Said where the verdict changes inside [low, high]. */
  flips: string | null;
}

const known: Record<string, 'high' | 'some' | 'low' | 'unknown'> = {
  'highly concentrated': 'high',
  concentrated: 'some',
  'not concentrated': 'low',
  unconcentrated: 'low',
  diversified: 'low',
  unknown: 'unknown',
};

const said = (verdict: string, words: Words): string => {
  const key = known[verdict.trim().toLowerCase()];
  return key === undefined ? verdict.trim() : words.verdicts[key];
};

export function verdictIn(words: Words, verdict: string | null | undefined): Verdict {
  if (!verdict) return { text: words.verdicts.unknown, flips: null };
  const found = /^(.*?)\s*\(flips:\s*(.*?)\.\.(.*?)\)\s*$/.exec(verdict);
  if (found === null) return { text: said(verdict, words), flips: null };
  const [, text = '', from = '', to = ''] = found;
  return { text: said(text, words), flips: words.verdicts.flips(said(from, words), said(to, words)) };
}

export { gradeOf };
