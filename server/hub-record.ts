import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TocsinError } from './protocol/errors.ts';

const HubRecord = z.object({
  /** Where the hub listens: how programs on this machine reach it. */
  url: z.string(),
  /** How devices and senders reach it. */
  publicUrl: z.string(),
  /** Null when the hub was shut down. */
  pid: z.int().nullable(),
  /** The config file of the hub; null: none. */
  configFile: z.string().nullable().default(null),
});
export type HubRecord = z.infer<typeof HubRecord>;

const recordFile = 'hub.json';
const tokenFile = 'admin.token';

/** Says in the data folder where its hub is. @throws TocsinError `data_folder_unwritable` */
export function writeHubRecord(dataFolder: string, record: HubRecord): void {
  write(dataFolder, recordFile, `${JSON.stringify(record, null, 2)}\n`, 0o644);
}

/** What the last hub of this data folder said of itself; null when none ever ran. */
export function readHubRecord(dataFolder: string): HubRecord | null {
  const text = read(dataFolder, recordFile);
  if (text === null) return null;
  try {
    return HubRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Keeps the administration token where only the owner of the data folder can read it.
 * @throws TocsinError `data_folder_unwritable`
 */
export function writeAdminToken(dataFolder: string, token: string): void {
  write(dataFolder, tokenFile, `${token}\n`, 0o600);
}

/** Null when there is none, or when it belongs to somebody else. */
export function readAdminToken(dataFolder: string): string | null {
  return read(dataFolder, tokenFile)?.trim() ?? null;
}

/** By renaming, so that nobody ever reads half of it, and the mode is right from the beginning. */
function write(dataFolder: string, name: string, text: string, mode: number): void {
  const path = join(dataFolder, name);
  const newPath = `${path}.new`;
  try {
    rmSync(newPath, { force: true });
    writeFileSync(newPath, text, { mode });
    renameSync(newPath, path);
  } catch (error) {
    throw new TocsinError('data_folder_unwritable', path, { cause: error });
  }
}

function read(dataFolder: string, name: string): string | null {
  try {
    return readFileSync(join(dataFolder, name), 'utf8');
  } catch {
    return null;
  }
}
