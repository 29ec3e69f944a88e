import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The repository's top folder. */
export const repositoryFolder = join(import.meta.dirname, '..');

/** What `npm run build` makes. */
export const outFolder = join(repositoryFolder, 'out');

/** Where this user's downloads and throwaway files live. */
export const cacheFolder = envPaths('tocsin', { suffix: '' }).cache;

/** Where this user's hub keeps what must last; the same as for the `tocsin` command. */
export const dataFolder = resolve(
  process.env.TOCSIN_DATA ?? envPaths('tocsin', { suffix: '' }).data,
);
