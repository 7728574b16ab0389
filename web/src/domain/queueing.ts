/** Adding articles to the review queue, without a screen: names of files, what was found in words, what is left out. Pure. */
import type { ArticleFound, ArticleProblem } from '../api/queueing';
import type { Failure } from '../api/types';
import { kinds } from './review';
import { word } from './words';
import type { QueueingWords } from './words/queueing';

/** What the server reads as articles; what is dropped as a folder is searched for these. */
export const endings = ['.txt', '.md', '.html', '.htm', '.xhtml', '.jsonl', '.ndjson', '.json', '.rss', '.atom', '.xml', '.pdf'] as const;

export const isArticle = (name: string): boolean => !name.startsWith('.') && endings.some((ending) => name.toLowerCase().endsWith(ending));

/** A name that is not taken yet: `news.txt`, `news (2).txt`. */
export function freeName(name: string, taken: readonly string[]): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${stem} (${String(number)})${ending}`;
    if (!taken.includes(free)) return free;
  }
}

/** A text as it was pasted, with what is known of it. */
export interface Pasted {
  text: string;
  title: string;
  url: string;
  published: string;
}

/** The address as the server takes it: `example.org/a` gets its scheme, nothing stays nothing, what is none is undefined. */
export function addressOf(typed: string): string | null | undefined {
  const plain = typed.trim();
  if (plain === '') return null;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(plain) ? plain : `https://${plain}`;
  return /^https?:\/\/[^\s<>/]+\.[^\s<>]+$/i.test(whole) ? whole : undefined;
}

/** Articles that are left out unless somebody wants them: nothing was read from them, so nobody would ever see them. */
export const leftOutAtFirst = (articles: readonly ArticleFound[]): string[] => articles.filter((each) => each.can_be_queued && each.candidates === 0).map((each) => each.id);

export interface Chosen {
  articles: number;
  candidates: number;
  /** Articles of the queue that get their day of publication by it. */
  dated: number;
}

/** What would come into the queue. */
export function chosenOf(articles: readonly ArticleFound[], without: ReadonlySet<string>): Chosen {
  const chosen = articles.filter((each) => each.can_be_queued && !without.has(each.id));
  const dated = articles.filter((each) => each.notices.some(({ code }) => code === 'gets-day')).length;
  return { articles: chosen.length, candidates: chosen.reduce((sum, each) => sum + each.candidates, 0), dated };
}

/** “1 investment · 2 agreements”, in the order in which kinds are always shown, no line broken inside one; empty where there is none. */
export function kindsText(found: Readonly<Record<string, number>>, words: QueueingWords): string {
  return kinds.flatMap((kind) => (found[kind] === undefined ? [] : [words.kinds[kind](found[kind]).replaceAll(' ', '\u00a0')])).join(' · ');
}

/** Why something cannot be read, in the reader's language where the reason is a known one. */
export function problemText(problem: Pick<ArticleProblem, 'reason' | 'problem' | 'remedy'>, words: QueueingWords): { text: string; inEnglish: string } {
  const known = word(words.reasons, problem.reason ?? '');
  return known === '' || known === problem.reason ? { text: '', inEnglish: `${problem.problem} ${problem.remedy}`.trim() } : { text: known, inEnglish: '' };
}

/** A file that the server would not take is a problem of that file, and of nothing else: the others go on. */
export const isOfTheFile = (status: number, code: string): boolean => [400, 413, 422].includes(status) && code !== 'not-allowed';

/** The reason for a file that was not taken. */
export const reasonOf = (failure: Failure): string => ({ 'too-large': 'sum', 'bad-question': 'name', 'unreadable-file': 'empty' })[failure.code] ?? '';

export interface Said {
  title: string;
  text: string;
  /** Whether the server's own words say more. */
  server: boolean;
}

/** The words for what went wrong during a step. Status 0: nobody answered. */
export function troubleText(during: string, status: number, failure: Failure, words: QueueingWords): Said {
  const { code } = failure;
  if (status === 0) return { ...(during === 'put' ? words.lost.put : during === 'look' ? words.lost.look : words.lost.send), server: false };
  if (code === 'wrong-key') return { ...words.wrongKey, server: false };
  if (status === 409) return { ...words.outdated, server: false };
  if (status === 404) return { ...words.gone, server: false };
  if (status === 413) return { ...words.tooLarge, server: false };
  return { ...words.other, server: true };
}
