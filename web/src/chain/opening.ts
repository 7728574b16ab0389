/** What of a drawing to show first: all of it where it stays legible, else a legible part around what matters. */
export interface Frame {
  x: number;
  y: number;
  k: number;
}

export interface Size {
  width: number;
  height: number;
}

const margin = 24;
export const legible = 0.72;
const largest = 1;

/** Left top corner and scale that show the whole drawing in the middle of the picture. */
export function wholeOf(drawing: Size, picture: Size): Frame {
  const k = Math.min(largest, (picture.width - 2 * margin) / drawing.width, (picture.height - 2 * margin) / drawing.height);
  return { k, x: (drawing.width - picture.width / k) / 2, y: (drawing.height - picture.height / k) / 2 };
}

/**
 * The whole drawing if its names can be read so; else a part at a legible scale with `about` in the middle, moved so
 * that a column begins at the left edge rather than being cut by it.
 */
export function openingFrame(drawing: Size, picture: Size, about: { x: number; y: number }, columns: readonly number[]): Frame {
  const whole = wholeOf(drawing, picture);
  if (whole.k >= legible) return whole;
  const k = 0.85;
  const along = (length: number, seen: number, at: number): number => {
    const shown = seen / k;
    if (length + 2 * margin <= shown) return (length - shown) / 2;
    return Math.min(length + margin - shown, Math.max(-margin, at - shown / 2));
  };
  const x = along(drawing.width, picture.width, about.x);
  const edges = drawing.width + 2 * margin <= picture.width / k ? [] : columns.map((left) => left - margin);
  const snapped = [...edges].sort((a, b) => Math.abs(a - x) - Math.abs(b - x))[0] ?? x;
  return { k, x: snapped, y: along(drawing.height, picture.height, about.y) };
}
