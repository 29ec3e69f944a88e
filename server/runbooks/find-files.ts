import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TocsinError } from '../protocol/errors.ts';

/** Bounds of what is searched; a checkout of runbooks is far smaller. */
export const folderLimits = { files: 2_000, entries: 100_000, depth: 16 } as const;

/** The folders that a config names, from the folder of its file. */
export function runbookFolders(folders: readonly string[], configFile: string): string[] {
  return folders.map((folder) => resolve(dirname(configFile), folder));
}

/**
 * Finds the runbooks: files as they are, and in folders every `*.md`, in the order of their paths.
 * README.md is no runbook. What begins with a dot and links within a folder are passed over: a
 * checkout may have links that lead anywhere.
 * @throws TocsinError `runbooks_unreadable`
 */
export async function findRunbookFiles(paths: readonly string[]): Promise<string[]> {
  const { files } = await findRunbooks(paths);
  return files;
}

export interface FoundRunbooks {
  files: string[];
  /** Every folder that was searched. */
  folders: string[];
}

/** As `findRunbookFiles`, with the folders that were searched. @throws TocsinError `runbooks_unreadable` */
export async function findRunbooks(paths: readonly string[]): Promise<FoundRunbooks> {
  const search: Search = { files: new Set(), folders: [], entryCount: 0 };
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => refuse(path, error));
    if (found.isDirectory()) await searchFolder(path, 1, search);
    else if (found.isFile()) search.files.add(path);
    else refuse(path, new Error('neither a file nor a folder'));
  }
  return { files: [...search.files], folders: search.folders };
}

interface Search {
  files: Set<string>;
  folders: string[];
  entryCount: number;
}

async function searchFolder(folder: string, depth: number, search: Search): Promise<void> {
  const { files, entries: mostEntries, depth: mostDepth } = folderLimits;
  if (depth > mostDepth) refuse(folder, new Error(`deeper than ${mostDepth} folders`));
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    refuse(folder, error),
  );
  search.folders.push(folder);
  search.entryCount += entries.length;
  if (search.entryCount > mostEntries) refuse(folder, new Error(`more than ${mostEntries} files`));
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) await searchFolder(path, depth + 1, search);
    else if (entry.isFile() && isRunbook(entry.name)) search.files.add(path);
    if (search.files.size > files) refuse(folder, new Error(`more than ${files} runbooks`));
  }
}

function isRunbook(name: string): boolean {
  const folded = name.toLowerCase();
  return folded.endsWith('.md') && folded !== 'readme.md';
}

function refuse(path: string, error: unknown): never {
  const reason =
    error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : '';
  throw new TocsinError('runbooks_unreadable', `${path}: ${reason}`, { cause: error });
}
