import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { outFolder, repositoryFolder } from '../paths.ts';

/** The windows: one page per folder of `renderer/` that has a main.ts. */
export function rendererBundle(): InlineConfig {
  const root = join(repositoryFolder, 'renderer');
  return {
    configFile: false,
    root,
    // Pages are served under a scheme of our own, each from its own folder.
    base: './',
    logLevel: 'warn',
    plugins: [svelte({ configFile: false })],
    build: {
      // The Chromium inside Electron 25, the oldest runtime that Tocsin is run on.
      target: 'chrome114',
      outDir: join(outFolder, 'renderer'),
      emptyOutDir: true,
      sourcemap: true,
      reportCompressedSize: false,
      // The content security policy allows nothing inline, and fonts and sounds from files only.
      assetsInlineLimit: 0,
      modulePreload: false,
      // A shared, busy machine makes every build look slow.
      rolldownOptions: { input: pagesIn(root), checks: { bundlerTimings: false } },
    },
  };
}

function pagesIn(root: string): string[] {
  return globSync('*/main.ts', { cwd: root }).map((file) =>
    join(root, dirname(file), 'index.html'),
  );
}
