/** Names set in few lines of a given width, in any script. */

/** Where a line may break: after a space or a hyphen or a slash, and between characters that are not written in words. */
const pieces = /[^\s\-/\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+[-/]?|[-/]|[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|\s+/gu;

const ellipsis = '…';

/** Cut so that it fits with an ellipsis; never in the middle of a character with its accents. */
function cut(text: string, width: number, measure: (text: string) => number): string {
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map((each) => each.segment);
  while (letters.length > 1 && measure(letters.join('').trimEnd() + ellipsis) > width) letters.pop();
  return letters.join('').trimEnd() + ellipsis;
}

/** The text in at most `lines` lines, none wider than `width`; what does not fit ends in an ellipsis. */
export function wrap(text: string, width: number, lines: number, measure: (text: string) => number): string[] {
  const found: string[] = [];
  let rest: string[] = text.trim().match(pieces) ?? [];
  while (rest.length > 0) {
    if (found.length === lines - 1) {
      const last = rest.join('').trim();
      return [...found, measure(last) <= width ? last : cut(last, width, measure)];
    }
    let taken = 0;
    while (taken < rest.length && measure(rest.slice(0, taken + 1).join('').trim()) <= width) taken += 1;
    if (taken === 0) {
      // one long word: what remains of it is cut, the line keeps its letters
      return [...found, cut(rest.join('').trim(), width, measure)];
    }
    found.push(rest.slice(0, taken).join('').trim());
    rest = rest.slice(taken);
    while (/^\s/.test(rest[0] ?? '')) rest = rest.slice(1);
  }
  return found;
}
