import { describe, expect, test } from 'vitest';
import type { ArticleFound } from '../src/api/queueing';
import { addressOf, chosenOf, freeName, isArticle, isOfTheFile, kindsText, leftOutAtFirst, problemText, reasonOf, troubleText } from '../src/domain/queueing';
import { languages } from '../src/domain/language';
import { queueingWords } from '../src/domain/words/queueing';

const words = queueingWords.en;
const failure = (code: string) => ({ code, problem: 'What.', remedy: 'How.', where: '', valid: [], retry: false });

function found(id: string, candidates: number, can = true, ...codes: ArticleFound['notices'][number]['code'][]): ArticleFound {
  return {
    id, name: id, file: null, title: null, opening: '', language: 'en', dated: null, dated_by_hand: false, publisher: null, url: null, characters: 1, candidates, kinds: {},
    contradictions: [], notices: codes.map((code) => ({ code, text: '' })), queued: null, can_be_queued: can,
  };
}

describe('files', () => {
  test('of one name get names of their own', () => {
    expect(freeName('news.txt', [])).toBe('news.txt');
    expect(freeName('news.txt', ['news.txt'])).toBe('news (2).txt');
    expect(freeName('news.txt', ['news.txt', 'news (2).txt'])).toBe('news (3).txt');
    expect(freeName('.hidden', ['.hidden'])).toBe('.hidden (2)');
  });

  test('of a dropped folder are taken where they may be articles', () => {
    expect(['a.TXT', 'b.pdf', 'c.jsonl', 'd.png', '.e.txt', 'f'].filter(isArticle)).toEqual(['a.TXT', 'b.pdf', 'c.jsonl']);
  });

  test('that are not taken cost none of the others; what concerns the server stops', () => {
    expect([400, 413, 422].every((status) => isOfTheFile(status, 'bad-question'))).toBe(true);
    expect([0, 403, 404, 409, 500, 507].some((status) => isOfTheFile(status, 'x'))).toBe(false);
    expect(['too-large', 'bad-question', 'unreadable-file', 'new'].map((code) => reasonOf(failure(code)))).toEqual(['sum', 'name', 'empty', '']);
  });
});

test('an address gets its scheme, and what is none is told', () => {
  expect(['', ' https://a.example/b?c ', 'a.example/b', 'http://a.example'].map(addressOf)).toEqual([null, 'https://a.example/b?c', 'https://a.example/b', 'http://a.example']);
  expect(['javascript:alert(1)', 'file:///etc/passwd', 'a b.example', 'nonsense', 'https://'].map(addressOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('what is chosen is what would be new; what nothing was read from is left out at first', () => {
  const articles = [found('a', 2), found('b', 0), found('c', 3), found('d', 1, false, 'queued-before', 'gets-day'), found('c', 3, false, 'twice')];
  expect(leftOutAtFirst(articles)).toEqual(['b']);
  expect(chosenOf(articles, new Set(['b']))).toEqual({ articles: 2, candidates: 5, dated: 1 });
  expect(chosenOf(articles, new Set(['a', 'b', 'c']))).toEqual({ articles: 0, candidates: 0, dated: 1 });
});

test('kinds stand in one order, whatever the server’s', () => {
  expect(kindsText({ event: 1, investment: 2 }, words)).toBe('2\u00a0investments · 1\u00a0event');
  expect(kindsText({}, words)).toBe('');
});

test('a known reason is said in the reader’s language, another in the server’s words', () => {
  const problem = { problem: 'The file is empty.', remedy: 'Give the text.' };
  expect(problemText({ ...problem, reason: 'empty' }, queueingWords.vi)).toEqual({ text: 'Tệp trống.', inEnglish: '' });
  expect(problemText({ ...problem, reason: null }, queueingWords.vi)).toEqual({ text: '', inEnglish: 'The file is empty. Give the text.' });
  expect(problemText({ ...problem, reason: 'new' }, queueingWords.vi).inEnglish).toBe('The file is empty. Give the text.');
});

describe.each(languages)('in %s', (language) => {
  const said = queueingWords[language];

  test('every trouble has its words', () => {
    for (const [during, status, code] of [['send', 0, ''], ['look', 0, ''], ['put', 0, ''], ['put', 409, 'outdated'], ['look', 404, 'not-found'], ['send', 413, 'too-large'], ['send', 403, 'wrong-key']] as const) {
      const { title, text, server } = troubleText(during, status, failure(code), said);
      expect([title !== '', text !== '', server]).toEqual([true, true, false]);
    }
    expect(troubleText('put', 500, failure('x'), said)).toEqual({ ...said.other, server: true });
    expect(troubleText('put', 0, failure(''), said).title).not.toBe(troubleText('send', 0, failure(''), said).title);
  });
});
