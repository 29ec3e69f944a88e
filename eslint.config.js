import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';

const typeScriptFiles = ['**/*.ts'];

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
    // Tests look into parsed JSON, and Playwright's fixtures start with an empty pattern.
    files: ['**/*.test.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'max-lines': 'off',
      'no-empty-pattern': 'off',
    },
  },
  {
    // Tools load their configuration by its default export, and commands talk on the terminal.
    files: ['*.config.{js,ts}', '.dependency-cruiser.js', '**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-exports': 'off' },
  },
  prettier,
  svelte.configs.prettier,
);
