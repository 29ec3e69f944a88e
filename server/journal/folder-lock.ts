import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TocsinError } from '../protocol/errors.ts';
import { isBusy } from './sqlite-errors.ts';

/**
 * Makes this process the owner of a data folder until `release`, or until it ends in any way: the
 * lock is one of the operating system's on an open file, so a killed hub leaves none behind.
 * @throws TocsinError `data_folder_locked`, `data_folder_unwritable`
 */
export function lockFolder(dataFolder: string): { release: () => void } {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dataFolder, 'hub.lock'), { timeout: 0 });
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new TocsinError('data_folder_locked', dataFolder, { cause: error });
    throw new TocsinError('data_folder_unwritable', dataFolder, { cause: error });
  }
  return { release: () => database.close() };
}
