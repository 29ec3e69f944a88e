import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { withFolderLock } from '../folder-lock.ts';
import { outFolder, repositoryFolder } from '../paths.ts';
import { fingerprint } from './fingerprint.ts';
import { mainProcessBundle } from './main-process.ts';
import { preloadBundle } from './preload.ts';
import { rendererBundle } from './renderer.ts';

const sources = [
  'main',
  'renderer',
  'server/protocol',
  'build/bundle',
  'package.json',
  'package-lock.json',
];
const stampFile = join(outFolder, 'app.fingerprint');

export type BuildOutcome = { status: 'built'; tookMs: number } | { status: 'unchanged' };

/** Bundles the desktop app into `out/`, unless nothing it is made of has changed. */
export async function buildApp({ force = false } = {}): Promise<BuildOutcome> {
  mkdirSync(outFolder, { recursive: true });
  return withFolderLock(join(outFolder, 'app.lock'), async () => {
    const wanted = fingerprint(repositoryFolder, sources);
    if (!force && isBuilt() && readStamp() === wanted) return { status: 'unchanged' };
    writeFileSync(stampFile, 'unfinished');
    const startedMs = performance.now();
    await build(mainProcessBundle());
    await build(preloadBundle());
    await build(rendererBundle());
    writeFileSync(stampFile, wanted);
    return { status: 'built', tookMs: Math.round(performance.now() - startedMs) };
  });
}

function isBuilt(): boolean {
  return ['main/index.cjs', 'preload/index.cjs', 'renderer'].every((path) =>
    existsSync(join(outFolder, path)),
  );
}

function readStamp(): string | null {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
}
