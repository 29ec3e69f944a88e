import { join } from 'node:path';
import envPaths from 'env-paths';

/** The repository's top folder. */
export const repositoryFolder = join(import.meta.dirname, '..');

/** What `npm run build` makes. */
export const outFolder = join(repositoryFolder, 'out');

/** Where this user's downloads and throwaway files live. */
export const cacheFolder = envPaths('tocsin', { suffix: '' }).cache;

/** Where this user's hub and clients keep what must last. */
export const dataFolder = envPaths('tocsin', { suffix: '' }).data;
