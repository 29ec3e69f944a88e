import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { outFolder, repositoryFolder } from '../paths.ts';
import { keytarBeside } from './keytar-beside.ts';
import { nodeBundle } from './node-bundle.ts';

/** The main process: one CommonJS file, next to it the one native module that cannot be in it. */
export function mainProcessBundle(): InlineConfig {
  const outputFolder = join(outFolder, 'main');
  return nodeBundle({
    entry: join(repositoryFolder, 'main/shell/index.ts'),
    outputFolder,
    aliases: {
      'node:diagnostics_channel': join(import.meta.dirname, 'diagnostics-channel.ts'),
    },
    plugins: [keytarBeside(outputFolder)],
  });
}
