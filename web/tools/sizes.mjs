/** Prints what the page weighs, compressed as a server would, and fails where the first load is above the budget. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budget = 250; // kB for everything the first load asks for, the map shapes included
const page = fileURLToPath(new URL('../../src/headwater/server/page', import.meta.url));
const opening = /^MapView-/; // the screen the page opens on

const files = new Map(
  readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]),
);

/** What a browser fetches before anybody chooses another screen: whatever these files name, except by import(). */
function firstLoad() {
  const found = new Set();
  const follow = (name) => {
    if (found.has(name) || !files.has(name)) return;
    found.add(name);
    const named = name.endsWith('.html') ? /(?:src|href)="\.\/([^"]+)"/g : /(?:from|import)\s*["']\.\/([^"']+)["']/g;
    if (/\.(html|js)$/.test(name)) for (const [, path] of files.get(name).toString().matchAll(named)) follow(basename(path));
  };
  ['index.html', ...[...files.keys()].filter((name) => opening.test(name))].forEach(follow);
  return found;
}

const first = firstLoad();
if (![...first].some((name) => opening.test(name) && name.endsWith('.js'))) throw new Error('The opening screen has no file of its own: adapt `opening` here.');
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
let whole = 0;
for (const [name, bytes] of files) {
  const compressed = gzipSync(bytes, { level: 6 }).length;
  if (first.has(name)) whole += compressed;
  console.log(`${kilobytes(bytes.length)} kB  ${kilobytes(compressed)} kB compressed  ${name}${first.has(name) ? '' : ' (later)'}`);
}
console.log(`First load: ${kilobytes(whole).trim()} kB compressed of ${budget} kB allowed`);
if (whole > budget * 1000) {
  console.error('The page is over its budget: find what grew above, or load it later.');
  process.exit(1);
}
