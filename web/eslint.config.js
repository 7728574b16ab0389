import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Rooms import only what stands before them here; `map` and `panels` never meet but in `drawing`, which knows neither;
// the chain stands on both. A screen with a room of its own may show all of them, and knows no other screen.
const pictures = ['api', 'domain', 'state', 'drawing', 'map', 'panels', 'chain'];
const screens = ['risk', 'dependencies', 'ledger', 'review', 'adding'];
const mayImport = {
  api: [],
  domain: ['api'],
  state: ['api', 'domain'],
  drawing: ['api', 'domain', 'state'],
  map: ['api', 'domain', 'state', 'drawing'],
  panels: ['api', 'domain', 'state', 'drawing'],
  chain: ['api', 'domain', 'state', 'drawing', 'map', 'panels'],
  ...Object.fromEntries(screens.map((screen) => [screen, pictures])),
  main: [...pictures, ...screens],
};
const rooms = Object.keys(mayImport);

const roomRules = rooms.map((room) => {
  const forbidden = rooms.filter((other) => other !== room && !mayImport[room].includes(other));
  const patterns = forbidden.map((other) => ({
    regex: `^(\\.\\./)+${other}(/|$)`,
    message: `${room} must not import ${other}: rooms only import what stands before them.`,
  }));
  return {
    files: [`src/${room}/**/*.{ts,svelte}`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default ts.config(
  { ignores: ['node_modules/', 'dist/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  { files: ['src/domain/**', 'src/api/**'], rules: { 'no-restricted-globals': ['error', 'window', 'document', 'localStorage'] } },
  {
    rules: {
      // addresses are made by domain/address.ts, there is no router to resolve them
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  ...roomRules,
);
