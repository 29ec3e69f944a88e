import { statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** More folders than this are only looked at now and then: the system allows a process so many. */
const watchedFolders = 1_000;

interface Watched {
  watcher: FSWatcher;
  /** Which folder it is, whatever its name leads to by now. */
  identity: string;
}

/** Tells when something changes in folders, as far as the system says so. */
export class FolderWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Watches these folders and no others; `roots` also from above, since they may be replaced. To be
   * called after each reading: a watcher stays with the folder that it began with. Returns whether some
   * were not watched before: what happened there since the reading was not told.
   */
  set(roots: readonly string[], folders: readonly string[]): boolean {
    const rootNames = Map.groupBy(roots, (root) => dirname(root));
    const wanted = new Set([...rootNames.keys(), ...roots, ...folders]);
    for (const [path, { watcher, identity }] of this.#watched) {
      if (wanted.has(path) && identity === identityOf(path)) continue;
      watcher.close();
      this.#watched.delete(path);
    }
    const inside = new Set([...roots, ...folders]);
    let hasNew = false;
    for (const path of wanted) {
      if (this.#watched.size >= watchedFolders) break;
      if (this.#watched.has(path)) continue;
      const names = new Set(rootNames.get(path)?.map((root) => basename(root)));
      this.#watch(path, (name) => (inside.has(path) ? !name.startsWith('.') : names.has(name)));
      hasNew ||= this.#watched.has(path);
    }
    return hasNew;
  }

  close(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watch(path: string, counts: (name: string) => boolean): void {
    const identity = identityOf(path);
    if (identity === null) return;
    try {
      const watcher = watch(path, { persistent: false }, (_kind, name) => {
        if (name === null || counts(name)) this.#onChange();
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watched.delete(path);
        this.#onChange();
      });
      this.#watched.set(path, { watcher, identity });
    } catch {
      // Nothing more can be watched: it is looked at now and then.
    }
  }
}

/** Null when it is not there. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
