/**
 * Claim ids in an address. `c1:provisions:4`, `c1:provisions:5`, `c1:provisions:6` become `c1:provisions:4-6`, so that
 * an address with the claims of a whole market stays short. Ids of another shape are kept as they are.
 */

const shape = /^(.+:[^:]+):(0|[1-9]\d*)$/;
const packed = /^(.+:[^:]+):((?:0|[1-9]\d*)(?:[-.](?:0|[1-9]\d*))*)$/;

function spans(rows: readonly number[]): string {
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; at += 1) {
    const first = sorted[at] ?? 0;
    let last = first;
    while (sorted[at + 1] === last + 1) {
      at += 1;
      last += 1;
    }
    parts.push(first === last ? String(first) : `${String(first)}-${String(last)}`);
  }
  return parts.join('.');
}

export function packClaims(ids: readonly string[]): string {
  const rows = new Map<string, number[]>();
  const others: string[] = [];
  for (const id of ids) {
    const found = shape.exec(id);
    if (found?.[1] === undefined || !Number.isSafeInteger(Number(found[2]))) others.push(id);
    else rows.set(found[1], [...(rows.get(found[1]) ?? []), Number(found[2])]);
  }
  return [...[...rows].map(([stem, numbers]) => `${stem}:${spans(numbers)}`), ...new Set(others)].join(',');
}

const mostClaims = 500; // as many as the server gives at once; a mistyped span must not fill the memory

export function unpackClaims(text: string): string[] {
  const ids: string[] = [];
  for (const part of text.split(',').filter(Boolean)) {
    const found = packed.exec(part);
    if (found === null) {
      ids.push(part);
      continue;
    }
    for (const span of (found[2] ?? '').split('.')) {
      const [first = 0, last = first] = span.split('-').map(Number);
      for (let row = first; row <= last && ids.length < mostClaims; row += 1) ids.push(`${String(found[1])}:${String(row)}`);
    }
  }
  return ids.slice(0, mostClaims);
}
