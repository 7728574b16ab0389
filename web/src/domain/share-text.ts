/** A finding or figure as one line to paste into a mail: what, how measured, when, on which days asked, and its address. */
import type { Market } from '../api/types';
import type { Format } from './format';

export interface Shared {
  product: string;
  market: Market | null;
  first: { name: string; share: number } | null;
  basis: string;
  address: string;
}

export function shareText(shared: Shared, format: Format): string {
  const { market, first } = shared;
  const figures = market === null || first === null
    ? shared.product
    : `${shared.product}: ${first.name} ${format.share(first.share)} (${shared.basis}, ${format.period(market.period)})`;
  return `${figures}\n${shared.address}`;
}
