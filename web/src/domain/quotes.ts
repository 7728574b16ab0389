/** A quote with the words in it that the claim rests on. */

export interface Quote {
  before: string;
  /** Empty where nothing says which words these are. */
  marked: string;
  after: string;
}

const span = /\bcharacters?\s+(\d+)\s*(?:-|–|to)\s*(\d+)/i;

/**
 * The span the locator names, counted in characters within the quote; where it lies in the document instead and is as long
 * as the quote, all of it. Without a span the figure as printed, where the quote has it once.
 */
export function markQuote(quote: string, locator: string | null, figure: string | null): Quote {
  const letters = [...quote];
  const found = span.exec(locator ?? '');
  const [first, last] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  if (found !== null && first < last && last <= letters.length) {
    return { before: letters.slice(0, first).join(''), marked: letters.slice(first, last).join(''), after: letters.slice(last).join('') };
  }
  if (found !== null && last - first === letters.length) return { before: '', marked: quote, after: '' };
  const printed = figure?.trim() ?? '';
  const at = printed === '' ? -1 : quote.indexOf(printed);
  if (at < 0 || quote.includes(printed, at + 1)) return { before: quote, marked: '', after: '' };
  return { before: quote.slice(0, at), marked: printed, after: quote.slice(at + printed.length) };
}
