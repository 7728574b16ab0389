import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { countryList } from './tools/countries.ts';
import { worldShapes } from './tools/world.ts';

// The built page lives inside the Python package, which serves it. While developing, `headwater demo --no-open` answers.
export default defineConfig({
  base: './',
  plugins: [svelte(), countryList(), worldShapes()],
  build: {
    outDir: '../src/headwater/server/page',
    emptyOutDir: true,
    license: { fileName: 'licences.md' }, // what the bundled libraries ask to be said
    assetsInlineLimit: 0, // a data: address would break `default-src 'self'`
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false, // tools/sizes.mjs measures and holds the budget
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
