import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/api/types';
import { arrangeFindings, conflictingOnly, findingsCsv, readFinding, sentence, type Naming, type Wanted } from '../src/domain/findings-table';
import { formatFor } from '../src/domain/format';
import { languages } from '../src/domain/language';
import { markQuote } from '../src/domain/quotes';
import { wordsIn } from '../src/domain/words';

const naming: Naming = {
  name: (id) => ({ 'product:eda': 'EDA software', 'country:USA': 'United States', 'org:syn': 'Syn' })[id] ?? id,
  countryOf: (id) => (id === 'org:syn' ? 'country:USA' : null),
  technologyOf: (id) => (id === 'product:eda' ? 'semiconductors' : null),
};
const finding = (indicator: string, value: number | null, more: Partial<Finding> = {}): Finding => ({
  subject: 'product:eda', indicator, value, low: value, high: value, unit: 'share', verdict: null, as_of: '2023',
  method: `${indicator} = x; by country, basis sales; 1 providers named`, claims: ['c:provisions:1'], ...more,
});
const top = finding('top_share', 0.96, { verdict: 'near monopoly: country:USA' });
const all: Wanted = { filter: '', indicator: null, verdict: null, technology: null, place: null, sort: null, descending: null };
const in_ = (language: (typeof languages)[number], each: Finding, by: 'country' | 'organization' | 'headquarters' = 'country') =>
  sentence(readFinding(each, by, naming), formatFor(language), wordsIn(language), naming);

describe('a finding as a sentence', () => {
  test.each([
    ['en', '96% of EDA software comes from the United States, by sales, 2023.'],
    ['fr', '« EDA software » : 96\u202f% de provenance United States (par ventes, 2023).'],
  ] as const)('in %s', (language, said) => {
    const written = in_(language, top);
    expect(written.replace(/[\u00a0\u202f]/g, ' ').replace(/\(.*\)/, '')).toBe(said.replace(/[\u00a0\u202f]/g, ' ').replace(/\(.*\)/, ''));
  });

  test('head offices are never called origins', () => {
    const stated = { ...top, method: 'top_share = x; by country, basis headquarters; 1' };
    expect(in_('en', stated)).toBe('Firms with their head office in the United States hold 96% of EDA software, by headquarters, 2023.');
    expect(in_('en', top, 'headquarters')).toBe('Firms with their head office in the United States hold 96% of EDA software, by sales, 2023.');
  });

  test.each(languages)('every indicator has one in %s, known or not', (language) => {
    const kinds = ['hhi', 'effective_providers', 'top_share', 'cr3', 'providers_to_75', 'n_minus_1_loss', 'sole_provider', 'products_losing_half', 'products_exposed', 'tiers_to_chokepoint'];
    const said = kinds.flatMap((kind) => [in_(language, finding(kind, 1)), in_(language, finding(kind, null))]);
    for (const each of said) expect(each).not.toMatch(/undefined|null|_/);
    expect(new Set(said).size).toBeGreaterThan(kinds.length);
  });

  test('a loss names who stops and what is lost', () => {
    const loss = finding('n_minus_1_loss', 0.4, { subject: 'org:syn > product:eda', verdict: 'no chokepoint' });
    expect(in_('en', loss, 'organization')).toBe('If Syn stopped, 40% of EDA software would be lost, by sales, 2023.');
  });
});

describe('the table of findings', () => {
  const rows = [
    readFinding(finding('hhi', null, { verdict: 'unknown, only 0.3 of the supply is named' }), 'country', naming),
    readFinding(top, 'country', naming),
    readFinding(finding('n_minus_1_loss', 0.4, { subject: 'org:syn > product:other', verdict: 'no chokepoint (conflicting claims: no chokepoint to chokepoint)' }), 'organization', naming),
  ];
  const kept = (wanted: Partial<Wanted>) => arrangeFindings(rows, { ...all, ...wanted }, 'en', naming, wordsIn('en')).map((row) => row.finding.indicator);

  test('filters by what a finding says', () => {
    expect(kept({ verdict: 'unknown' })).toEqual(['hhi']);
    expect(kept({ verdict: conflictingOnly })).toEqual(['n_minus_1_loss']);
    expect(kept({ technology: 'semiconductors' })).toEqual(['top_share', 'hhi']);
    expect(kept({ place: 'country:USA' })).toEqual(['top_share', 'n_minus_1_loss']);
    expect(kept({ filter: 'UNITED eda' })).toEqual(['top_share']);
  });

  test('sorts either way with the unknown last', () => {
    expect(kept({ sort: 'value' })).toEqual(['top_share', 'n_minus_1_loss', 'hhi']);
    expect(kept({ sort: 'value', descending: false })).toEqual(['n_minus_1_loss', 'top_share', 'hhi']);
  });

  test('opens with the gravest, the larger figure before the smaller, and the unknown last', () => {
    const given: [string, number | null][] = [['unknown', null], ['not concentrated', 0.1], ['highly concentrated', 0.5], ['highly concentrated', 0.9], ['near monopoly: country:CHN', 0.8]];
    const found = arrangeFindings(given.map(([verdict, value]) => readFinding(finding('hhi', value, { verdict }), 'country', naming)), all, 'en', naming, wordsIn('en'));
    expect(found.map((row) => row.finding.value)).toEqual([0.8, 0.9, 0.5, 0.1, null]);
  });

  test('ten thousand are sorted and filtered while nobody waits', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => readFinding(finding('hhi', (n * 7919) % 10_007, { subject: `product:${String(n)}` }), 'country', naming));
    const start = performance.now();
    const found = arrangeFindings(many, { ...all, sort: 'subject', filter: '1' }, 'en', naming, wordsIn('en'));
    expect(found.length).toBeGreaterThan(1000);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('as CSV it keeps the server’s figures and the days asked for', () => {
    const lines = findingsCsv(rows.slice(1, 2), () => 'A, said', naming.name, { validOn: '2025-01-01', knownOn: '' }).split('\r\n');
    expect(lines[0]?.split(',').slice(0, 4)).toEqual(['subject', 'name', 'indicator', 'value']);
    expect(lines[1]).toContain('product:eda,EDA software,top_share,0.96');
    expect(lines[1]).toContain('"A, said"');
    expect(lines[1]).toContain('c:provisions:1,2025-01-01,');
  });
});

describe('a quote', () => {
  test('has the span of its locator marked, letters counted as readers do', () => {
    expect(markQuote('𝛼 was 98 % in 2024', 'page 3, characters 6-10', null)).toEqual({ before: '𝛼 was ', marked: '98 %', after: ' in 2024' });
  });

  test('is marked whole where the span lies in the document', () => {
    expect(markQuote('abc', 'characters 120-123', null).marked).toBe('abc');
  });

  test('has its printed figure marked where there is one, and only one', () => {
    expect(markQuote('It was 98 % then', null, '98 %').marked).toBe('98 %');
    expect(markQuote('98 of 98', 'page 1', '98').marked).toBe('');
  });
});
