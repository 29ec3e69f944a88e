import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { Settings } from '../ipc/views.ts';
import type { Log } from '../pager/ports.ts';

export const defaultSettings: Settings = {
  volume: 1,
  theme: 'dark',
  startAtLogin: true,
  cutOffLoudAfterSeconds: 60,
  quietHours: null,
  extraCaFile: null,
};

export const WindowBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(150),
});
export type WindowBounds = z.infer<typeof WindowBounds>;

interface Stored {
  /** Form of the file; a newer app brings an older file up to date. */
  version: number;
  settings: unknown;
  windows: Record<string, unknown>;
}

const currentVersion = 1;

/** Each brings a file of that version to the next; pure. None was needed so far. */
const migrations: Record<number, (stored: Stored) => Stored> = {};

/** The settings of one profile on disk. What cannot be read is replaced by its default, and said. */
export class SettingsStore {
  readonly #store: ElectronStore<Stored>;
  readonly #log: Log;

  constructor(profileFolder: string, log: Log) {
    this.#log = log;
    setAsideIfBroken(join(profileFolder, 'settings.json'), log);
    this.#store = new ElectronStore<Stored>({
      name: 'settings',
      cwd: profileFolder,
      clearInvalidConfig: true,
      defaults: { version: currentVersion, settings: defaultSettings, windows: {} },
    });
    this.#store.store = migrate(this.#store.store);
  }

  read(): Settings {
    return readSettings(this.#store.get('settings'), (field) =>
      this.#log.warn({ field }, 'setting cannot be read, its default holds'),
    );
  }

  /** @throws ZodError when the change is not of the settings' form; then nothing changed */
  change(change: Partial<Settings>): Settings {
    const settings = Settings.parse({ ...this.read(), ...change });
    this.#store.set('settings', settings);
    return settings;
  }

  readBounds(page: string): WindowBounds | null {
    const parsed = WindowBounds.safeParse(this.#store.get('windows')[page]);
    return parsed.success ? parsed.data : null;
  }

  writeBounds(page: string, bounds: WindowBounds): void {
    this.#store.set('windows', { ...this.#store.get('windows'), [page]: bounds });
  }
}

/** Settings out of anything: each field that is not of its form becomes its default. */
export function readSettings(stored: unknown, onBroken: (field: string) => void): Settings {
  const fields = z.record(z.string(), z.unknown()).safeParse(stored);
  const found: Record<string, unknown> = { ...defaultSettings };
  for (const [name, schema] of Object.entries(Settings.shape)) {
    if (!fields.success || !(name in fields.data)) continue;
    const parsed = schema.safeParse(fields.data[name]);
    if (parsed.success) found[name] = parsed.data;
    else onBroken(name);
  }
  return Settings.parse(found);
}

function migrate(stored: Stored): Stored {
  let migrated = stored;
  for (let version = stored.version; version < currentVersion; version += 1) {
    migrated = { ...(migrations[version]?.(migrated) ?? migrated), version: version + 1 };
  }
  return migrated;
}

/** A file that is no JSON is kept beside for its user, and the app starts with the defaults. */
function setAsideIfBroken(file: string, log: Log): void {
  if (!existsSync(file)) return;
  try {
    z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    renameSync(file, `${file}.broken`);
    log.warn({ file: `${file}.broken` }, 'settings cannot be read, the defaults hold');
  }
}
