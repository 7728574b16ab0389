/** Prints what the first load weighs, compressed as a server would, and fails above the budget. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budget = 250; // kB for everything the first load asks for, the map shapes included
const page = fileURLToPath(new URL('../../src/headwater/server/page', import.meta.url));

/** What only the chain asks for, once somebody opens it. */
const later = /^(ChainView|layout-|elk-worker)/;

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
let whole = 0;
for (const name of readdirSync(page, { recursive: true, withFileTypes: true })) {
  if (!name.isFile()) continue;
  const bytes = readFileSync(join(name.parentPath, name.name));
  const compressed = gzipSync(bytes, { level: 6 }).length;
  if (!later.test(name.name)) whole += compressed;
  console.log(`${kilobytes(bytes.length)} kB  ${kilobytes(compressed)} kB compressed  ${name.name}${later.test(name.name) ? ' (later)' : ''}`);
}
console.log(`First load: ${kilobytes(whole).trim()} kB compressed of ${budget} kB allowed`);
if (whole > budget * 1000) {
  console.error('The page is over its budget: find what grew above, or load it later.');
  process.exit(1);
}
