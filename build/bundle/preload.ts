import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { outFolder, repositoryFolder } from '../paths.ts';
import { nodeBundle } from './node-bundle.ts';

/** The preload script: a sandboxed one can load nothing, so it is a single CommonJS file. */
export function preloadBundle(): InlineConfig {
  return nodeBundle({
    entry: join(repositoryFolder, 'main/preload/index.ts'),
    outputFolder: join(outFolder, 'preload'),
    aliases: {},
    plugins: [],
  });
}
