import { readdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ConfigPlaces } from './config/config-file.ts';
import { FolderWatch } from './runbooks/folder-watch.ts';

export interface ConfigWatchOptions {
  /** Where the config was read the last time. */
  places: () => ConfigPlaces;
  /** Something has changed there. Must not fail. */
  onChange: () => Promise<void>;
  /** Files are read when they have been as they are for so long: somebody may be writing them. */
  settleMs?: number;
  /** How often they are looked at in any case. */
  relookMs?: number;
}

/** Tells when the files of a config change, those that it includes and those that are yet to come too. */
export class ConfigWatch {
  readonly #options: Required<ConfigWatchOptions>;
  readonly #watch = new FolderWatch(() => this.#lookIn(this.#options.settleMs));
  /** What the places looked like when they were read, and when they were last seen. */
  #read: string;
  #seen: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isOver = false;

  private constructor(options: ConfigWatchOptions, read: string) {
    this.#options = { settleMs: 250, relookMs: 30_000, ...options };
    this.#read = read;
    this.#watchPlaces();
    this.#lookIn(this.#options.settleMs);
  }

  /** To be started right after the config was read. */
  static async start(options: ConfigWatchOptions): Promise<ConfigWatch> {
    return new ConfigWatch(options, await lookOf(options.places()));
  }

  /** Resolves when nothing is looked at any more. */
  async close(): Promise<void> {
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#watch.close();
    await this.#looking;
  }

  #lookIn(delayMs: number): void {
    if (this.#isOver) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, delayMs).unref();
  }

  async #look(): Promise<void> {
    const { places, onChange, settleMs, relookMs } = this.#options;
    const look = await lookOf(places());
    if (look === this.#read) {
      this.#seen = null;
      this.#lookIn(relookMs);
      return;
    }
    if (look !== this.#seen) {
      this.#seen = look;
      this.#lookIn(settleMs);
      return;
    }
    this.#seen = null;
    await onChange();
    // What is written while it is read is seen as another look, and read again; so are new places, of
    // which nobody knows what they looked like before.
    this.#read = samePlaces(look, await lookOf(places())) ? look : '';
    this.#watchPlaces();
    this.#lookIn(settleMs);
  }

  #watchPlaces(): void {
    const { files, folders } = this.#options.places();
    const watched = [...files.map((file) => dirname(resolve(file))), ...folders];
    this.#watch.set([], [...new Set(watched)]);
  }
}

/** What files and folders look like from outside; the same text while they do not change. */
async function lookOf({ files, folders }: ConfigPlaces): Promise<string> {
  const looks = await Promise.all([
    ...files.map(async (file) => {
      try {
        const { dev, ino, size, mtimeMs, ctimeMs } = await stat(file);
        return [file, dev, ino, size, mtimeMs, ctimeMs];
      } catch (error) {
        return [file, (error as NodeJS.ErrnoException).code];
      }
    }),
    ...folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return [folder, ...names.filter((name) => !name.startsWith('.')).toSorted()];
    }),
  ]);
  return JSON.stringify(looks);
}

/** Whether two looks are of the same places. */
function samePlaces(one: string, other: string): boolean {
  const placesIn = (look: string) =>
    (JSON.parse(look) as unknown[][]).map(([place]) => String(place)).join('\0');
  return placesIn(one) === placesIn(other);
}
