import { stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import type { Logger } from 'pino';
import { formatRunbookProblem } from '../domain/runbook/problem.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import { limits } from '../protocol/limits.ts';
import { findRunbooks } from './find-files.ts';
import type { FoundRunbooks } from './find-files.ts';
import { readRunbookFile } from './runbook-file.ts';
import type { RunbookFile } from './runbook-file.ts';

/** Errors of one file that are logged; `tocsin runbook lint` tells them all. */
const toldProblems = 10;

interface KnownFile {
  /** Changes with the file; empty: it is to be read again in any case. */
  stamp: string;
  /** The newest version without errors; null when there was none yet. */
  version: RunbookVersion | null;
}

/** One folder of runbooks as it was when it was last read, with the last good version of each file. */
export class ShelfFolder {
  readonly path: string;
  readonly #log: Pick<Logger, 'warn'>;
  #files = new Map<string, KnownFile>();
  #folders: readonly string[] = [];
  /** What was told of the folder as a whole, so that it is not repeated at each reading. */
  #told: string | null = null;

  constructor(path: string, log: Pick<Logger, 'warn'>) {
    this.path = path;
    this.#log = log;
  }

  /** In the order of their paths. */
  get versions(): RunbookVersion[] {
    return [...this.#files.values()].flatMap(({ version }) => version ?? []);
  }

  /** The folder and all within it, as far as they were found. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /**
   * Reads what changed. Whatever cannot be read stays as it was, and is told in the log.
   * Returns whether all is read; false when a file changed meanwhile.
   */
  async read(): Promise<boolean> {
    const found = await this.#find();
    if (!found) return true;
    this.#folders = found.folders;
    const files = new Map<string, KnownFile>();
    for (const path of found.files) {
      const file = await this.#readFile(path);
      if (file) files.set(path, file);
    }
    this.#files = files;
    return [...files.values()].every(({ stamp }) => stamp !== '');
  }

  /** Null when what is known stays: a folder that is gone or bare is being replaced, or not mounted. */
  async #find(): Promise<FoundRunbooks | null> {
    try {
      const found = await findRunbooks([this.path]);
      if (found.files.length > 0 || this.#files.size === 0) {
        this.#told = null;
        return found;
      }
      this.#tellOnce(`${this.path} has no runbooks any more.`);
    } catch (error) {
      this.#tellOnce(error instanceof Error ? error.message : String(error));
    }
    return null;
  }

  #tellOnce(problem: string): void {
    if (this.#told === problem) return;
    this.#told = problem;
    const kept = this.versions.length;
    this.#log.warn({ folder: this.path, kept }, `runbooks stay as they were: ${problem}`);
  }

  /** Undefined when it is gone. */
  async #readFile(path: string): Promise<KnownFile | undefined> {
    const before = this.#files.get(path);
    const stamp = await stampOf(path);
    if (stamp === null) return undefined;
    if (before?.stamp === stamp) return before;
    const file = await readRunbookFile(path);
    const stampAfter = await stampOf(path);
    if (stampAfter === null) return undefined;
    // Half of what is being written may look like a runbook.
    if (stampAfter !== stamp) return { stamp: '', version: before?.version ?? null };
    return { stamp, version: this.#versionOf(file) ?? before?.version ?? null };
  }

  #versionOf({ path, hash, parsed }: RunbookFile): RunbookVersion | null {
    if (!parsed.ok || hash === null) {
      const problems = parsed.ok ? [] : parsed.problems.filter(({ level }) => level === 'error');
      for (const problem of problems.slice(0, toldProblems)) {
        this.#log.warn({ file: path, line: problem.line }, formatRunbookProblem(path, problem));
      }
      return null;
    }
    const shown = relative(this.path, path).split(sep).join('/');
    if (shown.length > limits.runbookPathLength) {
      this.#log.warn({ file: path }, `the path of this runbook is too long`);
      return null;
    }
    const { runbook } = parsed;
    return { hash, path: shown === '' ? basename(path) : shown, title: runbook.title, runbook };
  }
}

/** Null when the file is not there. */
async function stampOf(path: string): Promise<string | null> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true });
    return [mtimeNs, ctimeNs, size, ino].join(':');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : `unreadable: ${code ?? ''}`;
  }
}
