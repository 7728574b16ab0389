import { describe, expect, test } from 'vitest';
import type { CommitmentRow, StageMark } from '../src/api/types';
import { opening, viewOf, addressOf } from '../src/domain/address';
import { askedOf, commitmentsCsv, dayNumber, marksOf, ownWith, signOf, spanOf } from '../src/domain/ledger';

const mark = (stage: StageMark['stage'], since: string | null, more: Partial<StageMark> = {}): StageMark => ({
  stage, since, stage_on: since, currency: 'USD', amount: 1, amount_qualifier: null, low: 1, high: 1, conflict: false, said: 1, sources: [], claims: [`c:commitments:${stage}`], ...more,
});

const row = (stages: StageMark[], more: Partial<CommitmentRow> = {}): CommitmentRow => ({
  id: 'commitment:a', title: 'A', first_on: null, last_on: null, statements: 1, sources: [], conflicts: [], claims: ['c:commitments:0'], investors: [], recipient: null,
  facility: null, places: [], products: [], technologies: [], now: 'announced', now_on: null, amount: null, currency: null, amount_qualifier: null, amount_stage: null,
  amount_on: null, horizon_from: null, horizon_to: null, due_on: null, overdue: false, excluded: false, part_of: [], parts: [], stages, ...more,
});

describe('what an address asks of the ledger', () => {
  test('nothing said is all commitments together', () => {
    expect(askedOf(opening)).toEqual({
      list: 'commitments', country: null, technology: null, state: null, since: null, until: null, text: '', by: 'all', group: null, one: null,
    });
  });

  test('every filter comes back from the address it stands in', () => {
    const own = ownWith({}, { list: 'measures', state: 'in-force', since: '2025-01-02', until: null, total: 'stage', group: 'announced' });
    const view = viewOf(addressOf({ ...opening, tab: 'ledger', place: 'country:KOR', technology: 'batteries', filter: 'fab', own }));
    expect(askedOf(view)).toMatchObject({
      list: 'measures', state: 'in-force', since: '2025-01-02', until: null, by: 'stage', group: 'announced', country: 'country:KOR', technology: 'batteries', text: 'fab',
    });
  });

  test('what it does not know is left at the default', () => {
    const own = { list: 'dreams', since: '2025', total: 'moon' };
    expect(askedOf({ ...opening, own })).toMatchObject({ list: 'commitments', since: null, by: 'all' });
  });
});

describe('marks', () => {
  test('each stage has its sign', () => {
    const stages = ['announced', 'agreed', 'registered', 'disbursed', 'under-construction', 'in-operation', 'suspended', 'cancelled'];
    expect(stages.map(signOf)).toEqual(['hollow', 'hollow', 'half', 'full', 'open', 'square', 'paused', 'crossed']);
  });

  test('two currencies of one stage are one mark at the earlier day, with the claims of both', () => {
    const marks = marksOf([mark('disbursed', '2025-06-01'), mark('announced', '2024-03-05', { currency: 'KRW', claims: ['k'] }), mark('announced', '2024-02', { claims: ['u', 'k'] })]);
    expect(marks.map(({ stage, at }) => [stage, at])).toEqual([['announced', dayNumber('2024-02-01')], ['disbursed', dayNumber('2025-06-01')]]);
    expect(marks[0]?.claims).toEqual(['k', 'u']);
  });

  test('a mark without a day stands first', () => {
    expect(marksOf([mark('announced', '2024'), mark('agreed', null)]).map(({ stage }) => stage)).toEqual(['agreed', 'announced']);
  });

  test('days are counted from 1970, vague ones from their first day', () => {
    expect([dayNumber('1970-01-02'), dayNumber('1970-02'), dayNumber('1971'), dayNumber('short term'), dayNumber(null)]).toEqual([1, 31, 365, null, null]);
  });
});

describe('the span of years', () => {
  test('holds every day, due days too, and writes no more years than asked', () => {
    const span = spanOf([row([mark('announced', '2019-05-01')], { due_on: '2035-12-31' })], 5);
    expect(span?.from).toBe(dayNumber('2019'));
    expect(span?.to).toBe(dayNumber('2036'));
    expect(span?.years.length).toBeLessThanOrEqual(6);
  });

  test('is none where nobody tells a day', () => {
    expect(spanOf([row([mark('announced', null)])])).toBeNull();
  });
});

test('as CSV a title that begins like a formula is text, and the days asked for stand in every row', () => {
  const csv = commitmentsCsv([row([], { title: '=1+1', amount: 9e9, currency: 'USD' })], { validOn: '2026-01-01', knownOn: '2026-01-02' });
  expect(csv.split('\r\n')[1]).toContain("'=1+1");
  expect(csv).toContain('9000000000,USD');
  expect(csv.trim().endsWith('2026-01-01,2026-01-02')).toBe(true);
});
