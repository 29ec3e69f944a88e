import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/**
 * Replaces the file as a whole: a crash leaves the old one or the new one, never half of either.
 * Readable by its owner only.
 * @param isDurable false for what can be fetched again: only a crash of the whole machine harms it
 */
export async function writeJsonFile(
  path: string,
  value: unknown,
  { isDurable = true }: { isDurable?: boolean } = {},
): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(value));
    if (isDurable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  if (isDurable) await syncFolder(dirname(path));
}

export type JsonFile<T> =
  { status: 'read'; value: T } | { status: 'missing' } | { status: 'broken'; reason: string };

/** Reads and checks a file of ours. A broken one is set aside as `<path>.broken`. */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<JsonFile<T>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (fault) {
    if (isMissing(fault)) return { status: 'missing' };
    return { status: 'broken', reason: String(fault) };
  }
  try {
    return { status: 'read', value: schema.parse(JSON.parse(text)) };
  } catch (fault) {
    await setAside(path);
    return { status: 'broken', reason: String(fault).slice(0, 300) };
  }
}

/** Keeps the file for whoever wants to know, out of the way. */
export async function setAside(path: string): Promise<void> {
  await rename(path, `${path}.broken`).catch(() => undefined);
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
}

/** Makes the rename itself durable; Windows has no such thing and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
