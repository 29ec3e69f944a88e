import type { Logger } from 'pino';
import { prepareVersions } from '../domain/runbook/attach-at-opening.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import { folderLimits } from './find-files.ts';
import { FolderWatch } from './folder-watch.ts';
import { ShelfFolder } from './shelf-folder.ts';
import { withOwnPaths } from './own-paths.ts';

export interface ShelfOptions {
  log: Pick<Logger, 'warn' | 'error'>;
  /** How often the folders are looked at in any case. Default: half a minute. */
  rereadMs?: number;
  /** A checkout changes many files one after the other: they are read when it has been quiet so long. */
  settleMs?: number;
}

/** The runbooks that are now in the folders of the config, the last good version of each. */
export class RunbookShelf {
  readonly #log: ShelfOptions['log'];
  readonly #rereadMs: number;
  readonly #settleMs: number;
  readonly #watch = new FolderWatch(() => this.#lookSoon());
  #folders: readonly ShelfFolder[] = [];
  #versions: readonly RunbookVersion[] = [];
  #byHash: ReadonlyMap<string, RunbookVersion> = new Map();
  #reading: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #isWatching = false;
  #isFull = false;

  private constructor({ log, rereadMs = 30_000, settleMs = 250 }: ShelfOptions) {
    this.#log = log;
    this.#rereadMs = rereadMs;
    this.#settleMs = settleMs;
  }

  /** Reads these folders. What cannot be read is told in the log and is looked for again. */
  static async open(folders: readonly string[], options: ShelfOptions): Promise<RunbookShelf> {
    const shelf = new RunbookShelf(options);
    await shelf.use(folders);
    return shelf;
  }

  /** In the order of the folders and of the paths within each. No two have the same hash or path. */
  runbooks(): readonly RunbookVersion[] {
    return this.#versions;
  }

  find(hash: string): RunbookVersion | undefined {
    return this.#byHash.get(hash);
  }

  /** Reads these folders from now on; what is known of those among them stays. */
  async use(folders: readonly string[]): Promise<void> {
    const paths = [...new Set(folders)];
    const known = new Map(this.#folders.map((folder) => [folder.path, folder]));
    this.#folders = paths.map((path) => known.get(path) ?? new ShelfFolder(path, this.#log));
    await this.#read();
  }

  /** Reads again whenever something changes, until `close`. */
  watch(): void {
    this.#isWatching = true;
    this.#goOn(true);
  }

  /** Resolves when nothing is read any more. */
  async close(): Promise<void> {
    this.#isWatching = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#watch.close();
    await this.#reading;
  }

  /** One reading after the other. */
  #read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readAll());
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    let isSettled = true;
    try {
      for (const folder of this.#folders) isSettled = (await folder.read()) && isSettled;
      this.#show();
    } catch (error) {
      this.#log.error({ err: error }, 'runbooks could not be read');
    }
    this.#goOn(isSettled);
  }

  #show(): void {
    const all = withOwnPaths(this.#folders);
    const shown = all.slice(0, folderLimits.files);
    if (all.length > shown.length && !this.#isFull) {
      this.#log.warn(`only the first ${folderLimits.files} of ${all.length} runbooks are offered`);
    }
    this.#isFull = all.length > shown.length;
    if (isSame(shown, this.#versions)) return;
    prepareVersions(shown);
    this.#versions = shown;
    this.#byHash = new Map(shown.map((version) => [version.hash, version]));
  }

  #goOn(isSettled: boolean): void {
    if (!this.#isWatching) return;
    const hasNew = this.#watch.set(
      this.#folders.map(({ path }) => path),
      this.#folders.flatMap(({ folders }) => folders),
    );
    this.#lookIn(isSettled && !hasNew ? this.#rereadMs : this.#settleMs);
  }

  #lookSoon(): void {
    if (this.#isWatching) this.#lookIn(this.#settleMs);
  }

  #lookIn(delayMs: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), delayMs).unref();
  }
}

/** What is made for a list holds as long as the list. */
function isSame(one: readonly RunbookVersion[], other: readonly RunbookVersion[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ hash, path }, at) => other[at]?.hash === hash && other[at].path === path)
  );
}
