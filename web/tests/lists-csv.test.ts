import { describe, expect, test } from 'vitest';
import type { ConflictRow, ContributionRow, SourceRow, UnknownRow } from '../src/api/types';
import { conflictsCsv, contributionsCsv, sourcesCsv, unknownCsv } from '../src/domain/lists-csv';

const asked = { validOn: '', knownOn: '2026-01-02' };
const lines = (text: string): string[] => text.split('\r\n');

describe('lists as CSV', () => {
  test('of a conflict every side is a line, with what counts, the rule and the claims', () => {
    const row = {
      table: 'provisions', subject: 'country:CHN > product:a volume 2024', field: 'share', rule: 'source kind',
      sides: [
        { said: '0.9', number: 0.9, unit: null, chosen: true, sources: [{ id: 'source:x' }], claims: ['c:provisions:1', 'c:provisions:2'] },
        { said: '', number: null, unit: null, chosen: false, sources: [{ id: 'source:y' }, { id: 'source:z' }], claims: ['d:provisions:0'] },
      ],
    } as unknown as ConflictRow;
    expect(lines(conflictsCsv([row], asked))).toEqual([
      'table,subject,field,said,number,unit,counts,rule,sources,claims,valid_on,known_on',
      'provisions,country:CHN > product:a volume 2024,share,0.9,0.9,,true,source kind,source:x,c:provisions:1 c:provisions:2,,2026-01-02',
      'provisions,country:CHN > product:a volume 2024,share,,,,false,source kind,source:y source:z,d:provisions:0,,2026-01-02',
      '',
    ]);
  });

  test('a source has its claims counted over tables, and a title is no formula', () => {
    const row = { id: 'source:x', title: '=SUM(A1)', publisher: 'A, B', kind: 'press', published_on: null, language: 'en', licence: null, url: null, sha256: null, counts: { provisions: 3, products: 2 } } as unknown as SourceRow;
    expect(lines(sourcesCsv([row], asked))[1]).toBe('source:x,\'=SUM(A1),"A, B",press,,en,,,,5,,2026-01-02');
  });

  test('a retraction says what it takes back', () => {
    const row = { id: '2', recorded_at: '2026-01-01T00:00:00Z', contributor: 'me', kind: 'retract', retracts: '1', format: '', rows: {}, files: [], note: 'wrong file' } as unknown as ContributionRow;
    expect(lines(contributionsCsv([row], asked))[1]).toBe('2,2026-01-01T00:00:00Z,me,retract,1,,0,,wrong file,,2026-01-02');
  });

  test('an unknown share stays empty', () => {
    const row = { product: { id: 'product:a', name: 'A' }, provider: { id: 'country:JPN', name: 'Japan' }, basis: 'volume', period: '2024', quantity: null, unit: null, qualifier: 'withheld', source: 'source:x', claims: ['c:provisions:3'] } as unknown as UnknownRow;
    expect(lines(unknownCsv([row], asked))[1]).toBe('product:a,A,country:JPN,Japan,volume,2024,,,withheld,source:x,c:provisions:3,,2026-01-02');
  });
});
