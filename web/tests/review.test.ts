import { describe, expect, test } from 'vitest';
import type { PickedWords, ReadRecord } from '../src/api/review';
import { asTyped, canUndo, fixesOf, isChanged, lettersBefore, piecesOf, readAmount, readParty, readReview, spansShown, withWords, writeReview } from '../src/domain/review';

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

describe('words picked for a field', () => {
  const nothing: PickedWords['values'] = {
    title: null, parties: null, amount: null, amount_high: null, amount_qualifier: null, currency: null, period: null, place: null, products: null, areas: null, date: null,
  };
  const words = (field: string, values: Partial<PickedWords['values']>, start = 3): PickedWords => ({
    field, start, end: start + 4, text: 'word', names: Object.keys(values), values: { ...nothing, ...values },
  });

  test('give the values that were read, null among them, and their place', () => {
    const draft = withWords(record, undefined, words('amount', { amount: 5e9, amount_high: null, amount_qualifier: null, currency: 'KRW' }));
    const { fixes, spans } = fixesOf(record, draft);
    expect({ fixes, spans }).toEqual({ fixes: { amount: 5e9, amount_qualifier: null, currency: 'KRW' }, spans: { amount: [{ start: 3, end: 7 }] } });
    expect(isChanged(record, draft)).toBe(true);
  });

  test('of which nothing was read leave the value, and are a change all the same', () => {
    const draft = withWords(record, { values: { date: '2031' }, keep: ['date'] }, words('date', {}));
    expect(draft).toEqual({ values: { date: '2031' }, keep: [], spans: { date: [{ start: 3, end: 7 }] }, named: [] });
    expect(isChanged(record, withWords(record, undefined, words('status', {})))).toBe(true);
  });

  test('add to a list, and a party keeps who it is', () => {
    const known = { ...record, spans: { parties: [{ start: 0, end: 2, text: 'ab' }] } };
    const party = { name: 'Orrin', country: 'CL', role: 'investor', kind: 'public', identity: 'org:orrin' };
    const { fixes, spans } = fixesOf(known, withWords(known, undefined, words('parties', { parties: [party] })));
    expect(fixes.parties).toEqual([...record.parties, party]);
    expect(spans['parties']).toEqual([{ start: 0, end: 2 }, { start: 3, end: 7 }]);
  });

  test('stand before those of the record where the article is marked', () => {
    const known = { ...record, spans: { amount: [{ start: 0, end: 2, text: 'ab' }], date: [{ start: 8, end: 9, text: 'i' }] } };
    const shown = spansShown(known, withWords(known, undefined, words('amount', { amount: 1 })));
    expect([shown['amount'], shown['date']]).toEqual([[{ start: 3, end: 7 }], known.spans.date]);
  });

  test('letters are counted as the server does: whole ones, and a line’s end as it came', () => {
    expect([lettersBefore('💶5 조', 2), lettersBefore('💶5 조', 3)]).toEqual([1, 2]);
    expect([lettersBefore('a\r\nb', 1), lettersBefore('a\r\nb', 2), lettersBefore('a\nb', 2)]).toEqual([1, 3, 2]);
    expect(lettersBefore('ab', 9)).toBe(2);
  });
});

test('only what stands can be taken back', () => {
  const done = (...actions: string[]): boolean => canUndo(actions.map((action) => ({ action })));
  expect([done(), done('accept', 'record'), done('accept', 'record', 'undo'), done('correct', 'accept', 'record', 'undo')]).toEqual([false, true, false, true]);
});

test('the address and what is shown are each other’s inverse', () => {
  for (const shown of [
    { candidate: null, state: 'open', kind: null, tongue: null, adding: false },
    { candidate: '0123456789ab-12', state: null, kind: 'measure', tongue: 'ko', adding: true },
    { candidate: null, state: 'rejected', kind: null, tongue: 'vi', adding: false },
  ] as const) expect(readReview(writeReview(shown))).toEqual(shown);
  expect(readReview({ candidate: '../x', state: 'x', kind: '', tongue: 'xx', adding: 'x' })).toEqual({ candidate: null, state: 'open', kind: null, tongue: null, adding: false });
});
