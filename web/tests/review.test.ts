import { describe, expect, test } from 'vitest';
import type { ReadRecord } from '../src/api/review';
import { asTyped, canUndo, fixesOf, isChanged, piecesOf, readAmount, readParty, readReview, writeReview } from '../src/domain/review';

const record = {
  kind: 'investment', title: null, sort: null, direction: null, parties: [{ name: 'Halden', country: 'CL', role: 'investor', kind: 'organization', identity: 'org:halden' }],
  amount: 2.4e9, amount_high: null, amount_qualifier: 'more_than', currency: 'USD', period: null, place: 'Kestrel', status: 'planned', stage: 'announced', products: ['chips'],
  areas: [], date: '2031-04-01', quote: '', quote_start: 0, notes: null, relation: null, confidence: null, disclosure: null, spans: {}, read_by: {},
} as ReadRecord;

describe('the article is cut where spans begin and end', () => {
  const span = (start: number, end: number) => ({ start, end, text: '' });

  test('overlapping spans share their pieces, and all pieces make the text', () => {
    const pieces = piecesOf('abcdef', { amount: [span(1, 4)], status: [span(2, 5)] });
    expect(pieces.map((piece) => [piece.text, piece.fields])).toEqual([['a', []], ['b', ['amount']], ['cd', ['amount', 'status']], ['e', ['status']], ['f', []]]);
  });

  test('places count letters, not halves of them', () => {
    expect(piecesOf('💶5 조 원', { amount: [span(1, 6)] }).map((piece) => piece.text)).toEqual(['💶', '5 조 원']);
  });

  test('a span beyond the text cuts nothing', () => {
    expect(piecesOf('ab', { amount: [span(1, 9)] }).map((piece) => piece.text).join('')).toBe('ab');
  });
});

describe('a draft', () => {
  test('sends only what differs from the record', () => {
    const { fixes, wrong } = fixesOf(record, { values: { place: 'Lowmere', status: 'planned', amount: '3 000 000 000' }, keep: [] });
    expect({ fixes, wrong }).toEqual({ fixes: { place: 'Lowmere', amount: 3e9 }, wrong: null });
    expect(isChanged(record, { values: { status: 'planned' }, keep: [] })).toBe(false);
  });

  test('an emptied field is nothing, not an empty text', () => {
    expect(fixesOf(record, { values: { place: ' ', products: '' }, keep: [] }).fixes).toEqual({ place: null, products: [] });
  });

  test('what is no amount is not sent', () => {
    expect(fixesOf(record, { values: { amount: 'much' }, keep: [] }).wrong).toBe('amount');
    expect(readAmount('2,400,000,000.5')).toBe(2400000000.5);
    expect(readAmount('-1')).toBeNaN();
  });

  test('a party is read back as it was written, with what was known of it', () => {
    const [party] = record.parties;
    expect(readParty(asTyped(record, 'parties'), record.parties)).toEqual(party);
    expect(readParty('Orrin Energy', [])).toEqual({ name: 'Orrin Energy', country: null, role: 'party' });
  });
});

test('only what stands can be taken back', () => {
  const done = (...actions: string[]): boolean => canUndo(actions.map((action) => ({ action })));
  expect([done(), done('accept', 'record'), done('accept', 'record', 'undo'), done('correct', 'accept', 'record', 'undo')]).toEqual([false, true, false, true]);
});

test('the address and what is shown are each other’s inverse', () => {
  for (const shown of [
    { candidate: null, state: 'open', kind: null, tongue: null },
    { candidate: '0123456789ab-12', state: null, kind: 'measure', tongue: 'ko' },
    { candidate: null, state: 'rejected', kind: null, tongue: 'vi' },
  ] as const) expect(readReview(writeReview(shown))).toEqual(shown);
  expect(readReview({ candidate: '../x', state: 'x', kind: '', tongue: 'xx' })).toEqual({ candidate: null, state: 'open', kind: null, tongue: null });
});
