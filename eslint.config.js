import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';

const typeScriptFiles = ['**/*.ts'];

/** The types say that these are there; the oldest Electron that Tocsin runs on has them not. */
const missingInOldestElectron = [
  ['URL', 'canParse'],
  ['URL', 'parse'],
  ['Promise', 'withResolvers'],
  ['Promise', 'try'],
  ['Object', 'groupBy'],
  ['Map', 'groupBy'],
  ['Array', 'fromAsync'],
  ['AbortSignal', 'any'],
  ['RegExp', 'escape'],
  ['crypto', 'hash'],
].map(([object, property]) => ({
  object,
  property,
  message: 'Electron 25 (Node 18.15, Chromium 114) lacks it.',
}));

export default defineConfig(
  { ignores: ['out/', 'dist/', 'coverage/', 'test-results/', '**/*.d.ts'] },
  js.configs.recommended,
  {
    files: typeScriptFiles,
    ignores: ['**/*.svelte.ts'],
    extends: [...typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [...typescript.configs.recommended, ...svelte.configs.recommended],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: typescript.parser, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [...typeScriptFiles, '**/*.svelte'],
    rules: {
      // The compiler says it better.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Cries wolf on interfaces whose members are written as methods.
      '@typescript-eslint/unbound-method': 'off',
      // no-base-to-string already catches `[object Object]`.
      '@typescript-eslint/restrict-template-expressions': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['main/**/*.ts', 'renderer/**/*.{ts,svelte}', 'server/protocol/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', ...missingInOldestElectron] },
  },
  {
    // Tests look into parsed JSON, and Playwright's fixtures start with an empty pattern.
    files: ['**/*.test.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines': 'off',
      'no-empty-pattern': 'off',
    },
  },
  {
    // Tools load these by their default export.
    files: ['*.config.{js,ts}', '.dependency-cruiser.js', 'e2e/global-setup.ts', '**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-exports': 'off' },
  },
  prettier,
  svelte.configs.prettier,
);
