/** Tiers of a drawn chain: columns from left to right, any of which can be folded to a narrow strip. */

export interface Tier {
  /** Left edge, in the drawing before anything is folded. */
  left: number;
  width: number;
  products: readonly string[];
}

/** Boxes that begin at the same place from the left are one tier. */
export function tiersOf(boxes: readonly { id: string; x: number; width: number }[]): Tier[] {
  const columns = new Map<number, { width: number; products: string[] }>();
  for (const box of boxes) {
    const left = Math.round(box.x);
    const column = columns.get(left) ?? { width: 0, products: [] };
    column.width = Math.max(column.width, box.width);
    column.products.push(box.id);
    columns.set(left, column);
  }
  return [...columns].sort(([a], [b]) => a - b).map(([left, column]) => ({ left, ...column }));
}

export const foldedWidth = 16;

/** Where a place of the drawing lies once some tiers are folded: what is right of them moves left, and stays in order. */
export function folding(tiers: readonly Tier[], folded: ReadonlySet<number>): (x: number) => number {
  const strips = tiers.filter((tier, index) => folded.has(index) && tier.width > foldedWidth);
  return (x) => {
    let moved = x;
    for (const { left, width } of strips) {
      const inside = Math.min(width, Math.max(0, x - left));
      moved -= inside * (1 - foldedWidth / width);
    }
    return moved;
  };
}

/** A line through points, its corners rounded. */
export function rounded(points: readonly { x: number; y: number }[], radius: number): string {
  const text = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${text(first.x, first.y)}`;
  let before = first;
  rest.forEach((corner, index) => {
    const after = rest[index + 1];
    if (after === undefined) {
      path += `L${text(corner.x, corner.y)}`;
      return;
    }
    const [inLength, outLength] = [before, after].map((end) => Math.hypot(end.x - corner.x, end.y - corner.y)) as [number, number];
    const r = Math.min(radius, inLength / 2, outLength / 2);
    const towards = (end: { x: number; y: number }, length: number): string =>
      length === 0 ? text(corner.x, corner.y) : text(corner.x + ((end.x - corner.x) * r) / length, corner.y + ((end.y - corner.y) * r) / length);
    path += `L${towards(before, inLength)}Q${text(corner.x, corner.y)} ${towards(after, outLength)}`;
    before = corner;
  });
  return path;
}
