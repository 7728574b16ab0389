/** Findings in the reader's language: what an indicator is called and how its value is written. */
import type { Finding } from '../api/types';
import type { Format } from './format';
import type { Words } from './words';

const keys: Record<string, keyof Words['indicators']> = {
  hhi: 'hhi',
  effective_providers: 'effectiveProviders',
  top_share: 'topShare',
  cr3: 'cr3',
  providers_to_75: 'providersTo75',
  n_minus_1_loss: 'lossWithout',
  sole_provider: 'soleProvider',
  tiers_to_chokepoint: 'tiers',
  products_losing_half: 'losingHalf',
  products_exposed: 'exposed',
  esri: 'esri',
};

/** The indicator's name; the server's own word, made readable, where the page has none. */
export function findingLabel(indicator: string, words: Words): string {
  const key = keys[indicator];
  return key === undefined ? indicator.replaceAll(/[-_]/g, ' ') : words.indicators[key];
}

export function findingValue(finding: Finding, format: Format, words: Words): string {
  if (finding.value === null) return words.product.unknownShare;
  if (finding.unit === 'share') return format.share(finding.value, 1);
  if (finding.unit?.startsWith('index')) return format.index(finding.value);
  return format.count(finding.value);
}
