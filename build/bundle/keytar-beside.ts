import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Puts keytar with its native code beside the bundle, for this platform's processors, so that the
 * app needs no node_modules folder.
 */
export function keytarBeside(outputFolder: string): Plugin {
  const keytarFolder = dirname(dirname(fileURLToPath(import.meta.resolve('keytar'))));
  return {
    name: 'tocsin:keytar-beside',
    enforce: 'pre',
    resolveId: (source) =>
      source === 'keytar' ? { id: './keytar/lib/keytar.js', external: true } : null,
    closeBundle: () => {
      const target = join(outputFolder, 'keytar');
      rmSync(target, { recursive: true, force: true });
      const wanted = [
        'package.json',
        'LICENSE.md',
        'lib/keytar.js',
        ...readdirSync(join(keytarFolder, 'prebuilds'))
          .filter((name) => name.startsWith(`${process.platform}-`))
          .map((name) => `prebuilds/${name}`),
      ];
      for (const path of wanted) {
        cpSync(join(keytarFolder, path), join(target, path), { recursive: true });
      }
    },
  };
}
