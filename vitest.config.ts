import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

process.env.TZ = 'UTC';

export default defineConfig({
  test: {
    reporters: process.env.TOCSIN_REPORT
      ? ['default', ['json', { outputFile: process.env.TOCSIN_REPORT }]]
      : ['default'],
    testTimeout: 20_000,
    // Tests wait more than they work: one worker per core, not one less.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{server,main,build}/**/*.test.ts'],
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          // A window to draw in takes longer to make than most tests take.
          isolate: false,
          environment: 'happy-dom',
          include: ['renderer/**/*.test.ts'],
          // A test reads the colours of tokens.css.
          css: true,
        },
      },
    ],
  },
});
