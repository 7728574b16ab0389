import { describe, expect, test } from 'vitest';
import type { ProductExporter, ProductTrade } from '../src/api/types';
import { exportersCsv, isRange, nothingCertain, readTraded, tradedFields, wanting } from '../src/domain/product-trade';

const answer = (parts: Partial<ProductTrade>): ProductTrade => ({ links: [{}], recorded: [2023], world: [2023], by_year: [{}], ...parts }) as ProductTrade;

describe('the panel’s part of the address', () => {
  test('is read, and what makes no sense is left at its default', () => {
    expect(readTraded({ traded: '2021', counted: 'recorded', chosen: 'country:KOR' })).toEqual({ year: 2021, few: true });
    expect(readTraded({ traded: '21', counted: 'all' })).toEqual(readTraded({}));
  });

  test('becomes the server’s parameters', () => {
    expect(tradedFields({ year: 2021, few: true })).toEqual({ years: '2021', threshold: ['enough_exporters=1'] });
    expect(tradedFields({ year: null, few: false })).toEqual({ years: null, threshold: [] });
  });
});

describe('why there are no figures', () => {
  test.each([
    ['code', { links: [] }, false],
    ['flows', { recorded: [], world: [], by_year: [] }, false],
    ['world', { world: [], by_year: [] }, false],
    ['trade', { world: [], by_year: [] }, true],
    ['trade', { by_year: [] }, false],
    [null, {}, false],
  ] as const)('%s', (said, parts, few) => {
    expect(wanting(answer(parts as Partial<ProductTrade>), few)).toBe(said);
  });
});

test('a range is one where codes were split, and nothing is certain where all were', () => {
  expect(isRange({ share_low: 0.5, share_high: 0.5001 })).toBe(false);
  expect(isRange({ share_low: 0.2, share_high: 0.6 })).toBe(true);
  const all = { share_low: 0, share_high: 1 };
  expect(nothingCertain([all, all])).toBe(true);
  expect(nothingCertain([all, { share_low: 0.1, share_high: 0.4 }])).toBe(false);
  expect(nothingCertain([])).toBe(false);
});

test('the file has every figure with its claims', () => {
  const row = {
    period: '2022', edition: 'HS2017', exporter: { id: 'country:CHN', name: 'China' }, low: 0, high: 8, currency: 'USD',
    share_low: 0, share_high: 1, share_of_codes: 0.8, claims: ['a:flows:1', 'a:flows:2'],
  } as ProductExporter;
  expect(exportersCsv('product:gallium', [row]).split('\r\n')).toEqual([
    'product,period,edition,exporter,low,high,currency,share_low,share_high,share_of_codes,claims',
    'product:gallium,2022,HS2017,country:CHN,0,8,USD,0,1,0.8,a:flows:1 a:flows:2',
    '',
  ]);
});
