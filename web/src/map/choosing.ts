/** What is said of the countries chosen together: their shares of the market on show, or the products they lead. */
import { together } from '../domain/choice';
import { decimalsFor } from '../domain/format';
import { nameIn } from '../domain/names';
import { leads } from '../domain/products';
import { word } from '../domain/words';
import { mapWords } from '../domain/words/map';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';

/** "" where nobody is chosen or the answer is on its way. */
export function togetherText(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const words = mapWords[view.language];
  if (view.current.product === null) {
    const rows = session.products.data?.rows;
    if (rows === undefined) return '';
    const led = leads(rows); // each product has one largest supplier: the counts add up
    return words.leadTogether(ids.reduce((sum, id) => sum + (led.get(id)?.length ?? 0), 0));
  }
  const { market, format } = session;
  if (market === null) return words.noneKnown;
  if (market.provider_kind !== 'country') return words.firms;
  const sum = together(market, ids);
  const decimals = decimalsFor(market.rows.map((row) => row.share));
  const names = (some: readonly string[]): string => format.list(some.map((id) => nameIn(view.language, id)));
  const share = sum.share === null ? null : format.share(sum.share, decimals);
  const range = sum.high !== null && sum.high > sum.low ? format.range(sum.low, sum.high, decimals) : '';
  const known = share === null ? words.noneKnown : sum.high === null ? words.atLeast(format.share(sum.low, decimals)) : words.together(share, range);
  const basis = [word(session.words.codes.basis, market.basis), format.period(market.period)].join(', ');
  return [
    `${known}, ${basis}`,
    sum.unknown.length > 0 ? words.unknown(names(sum.unknown)) : '',
    sum.absent.length > 0 ? words.absent(names(sum.absent)) : '',
  ].filter(Boolean).join('; ');
}
