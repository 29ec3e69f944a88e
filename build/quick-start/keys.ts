import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tocsin } from './tocsin-command.ts';

export interface QuickStartKeys {
  /** Addresses with the key in them. */
  alertmanagerUrl: string;
  genericUrl: string;
}

interface RememberedKey {
  id: string;
  url: string;
}

/** The keys that the quick start shows, made once and kept in the data folder for their owner. */
export async function quickStartKeys(dataFolder: string): Promise<QuickStartKeys> {
  return {
    alertmanagerUrl: await keyFor(dataFolder, 'alertmanager'),
    genericUrl: await keyFor(dataFolder, 'generic'),
  };
}

async function keyFor(dataFolder: string, sender: string): Promise<string> {
  const file = join(dataFolder, `quick-start-${sender}.json`);
  const name = sender === 'alertmanager' ? 'quick-start' : `quick-start-${sender}`;
  const remembered = read(file);
  const inForce = await findInForce(dataFolder, name);
  if (remembered && inForce?.id === remembered.id) return remembered.url;
  // An earlier start was interrupted before it had written the key down; nobody knows it.
  if (inForce) await tocsin(dataFolder, 'key', 'revoke', inForce.id);
  const created = await tocsin<RememberedKey>(
    dataFolder,
    ...['key', 'create', name, '--sender', sender],
  );
  writeFileSync(file, `${JSON.stringify(created)}\n`, { mode: 0o600 });
  return created.url;
}

async function findInForce(dataFolder: string, name: string): Promise<{ id: string } | undefined> {
  const { integrations } = await tocsin<{
    integrations: { id: string; name: string; revokedAt: string | null }[];
  }>(dataFolder, 'key', 'list');
  return integrations.find((one) => one.name === name && one.revokedAt === null);
}

function read(file: string): RememberedKey | null {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RememberedKey) : null;
  } catch {
    return null;
  }
}
