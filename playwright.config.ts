import { defineConfig } from '@playwright/test';

process.env.TZ = 'UTC';

export default defineConfig({
  testDir: 'e2e/specs',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/global-setup.ts',
  // A desktop, its sound server and a browser engine per test: one at a time keeps times honest.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.TOCSIN_REPORT
    ? [['list'], ['json', { outputFile: process.env.TOCSIN_REPORT }]]
    : [['list']],
});
