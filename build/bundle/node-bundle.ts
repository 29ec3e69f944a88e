import type { InlineConfig, Plugin } from 'vite';
import { repositoryFolder } from '../paths.ts';

interface NodeBundleOptions {
  entry: string;
  outputFolder: string;
  aliases: Record<string, string>;
  plugins: Plugin[];
}

/** One CommonJS file with everything in it but Electron and Node itself. */
export function nodeBundle(options: NodeBundleOptions): InlineConfig {
  return {
    configFile: false,
    root: repositoryFolder,
    logLevel: 'warn',
    plugins: options.plugins,
    resolve: { alias: options.aliases },
    ssr: { target: 'node', noExternal: true, external: ['electron'] },
    build: {
      ssr: options.entry,
      // The Node inside Electron 25, the oldest runtime that Tocsin is run on.
      target: 'node18',
      outDir: options.outputFolder,
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
  };
}
