/** Which letters of the article a selection covers: those of its text, not of the labels that stand in it. */
import { lettersBefore, type Place } from '../domain/review';

const isLabel = (node: Node): boolean => node.parentElement?.closest('.tag, .visually-hidden') != null;

/** The letters before a boundary of a selection inside `box`. */
function before(box: Node, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(box, 0);
  range.setEnd(node, offset);
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let letters = 0;
  for (let at = texts.nextNode(); at !== null; at = texts.nextNode()) {
    if (!range.intersectsNode(at)) break;
    if (isLabel(at)) continue;
    const text = at.textContent ?? '';
    letters += [...(at === node ? text.slice(0, offset) : text)].length;
    if (at === node) break;
  }
  return letters;
}

/** What is selected with the mouse inside `box`; null where nothing is, or it reaches out of the box. */
export function selectedIn(box: HTMLElement): Place | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const place = { start: before(box, range.startContainer, range.startOffset), end: before(box, range.endContainer, range.endOffset) };
  return place.end > place.start ? place : null;
}

/** What is selected in a box for typing that holds `text`. */
export function selectedLetters(box: HTMLTextAreaElement, text: string): Place | null {
  const place = { start: lettersBefore(text, box.selectionStart), end: lettersBefore(text, box.selectionEnd) };
  return place.end > place.start ? place : null;
}
