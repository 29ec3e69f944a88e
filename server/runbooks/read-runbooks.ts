import { findRunbookFiles } from './find-files.ts';
import { readRunbookFile } from './runbook-file.ts';
import type { RunbookFile } from './runbook-file.ts';

/**
 * Reads files, and folders with all that is in them, one after the other.
 * @throws TocsinError `runbooks_unreadable` when a path is not there or a folder is too large
 */
export async function readRunbooks(paths: readonly string[]): Promise<RunbookFile[]> {
  const files: RunbookFile[] = [];
  for (const path of await findRunbookFiles(paths)) files.push(await readRunbookFile(path));
  return files;
}
