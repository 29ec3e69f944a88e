import { open, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type {
  App,
  BrowserWindow,
  Clipboard,
  Dialog,
  OpenDialogOptions,
  PowerMonitor,
} from 'electron';
import { TocsinError } from '../../../server/protocol/errors.ts';
import type { ChosenFile, DesktopPort, Log } from '../../pager/ports.ts';
import { safeFileName } from './file-name.ts';

export interface UserDesktopOptions {
  app: Pick<App, 'getPath'>;
  /** Asked anew each time, as Electron makes it. */
  dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'>;
  clipboard: Pick<Clipboard, 'writeText'>;
  powerMonitor: Pick<PowerMonitor, 'getSystemIdleTime'>;
  /** The window that a question belongs to; null: none of ours has the keyboard. */
  focusedWindow(): BrowserWindow | null;
  log: Log;
}

/** What the user's system does for a room: files, clipboard, and when it was last touched. */
export class UserDesktop implements DesktopPort {
  readonly #options: UserDesktopOptions;
  /** Where the last file went; empty: nowhere yet. */
  #folder = '';

  constructor(options: UserDesktopOptions) {
    this.#options = options;
  }

  /** @throws TocsinError `file_unwritable` */
  async saveAs(name: string, content: Uint8Array | string): Promise<'saved' | 'cancelled'> {
    const { dialog, focusedWindow, log } = this.#options;
    const question = { defaultPath: join(this.#folder || this.#downloads(), safeFileName(name)) };
    const window = focusedWindow();
    const { canceled, filePath } = window
      ? await dialog.showSaveDialog(window, question)
      : await dialog.showSaveDialog(question);
    if (canceled || !filePath) return 'cancelled';
    try {
      // What is said in a room is nobody else's on this machine.
      await writeFile(filePath, content, { mode: 0o600 });
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      log.warn({ reason }, 'a file could not be written');
      throw new TocsinError('file_unwritable', `(${basename(filePath)}: ${reason})`);
    }
    this.#folder = dirname(filePath);
    return 'saved';
  }

  async readChosen(
    { name, endings: extensions }: { name: string; endings: string[] },
    limitBytes: number,
  ): Promise<ChosenFile> {
    const { dialog, focusedWindow, log } = this.#options;
    const question: OpenDialogOptions = {
      ...{ defaultPath: this.#folder || this.#downloads(), properties: ['openFile'] },
      filters: [{ name, extensions }],
    };
    const window = focusedWindow();
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, question)
      : await dialog.showOpenDialog(question);
    const [path] = filePaths;
    if (canceled || path === undefined) return { status: 'cancelled' };
    this.#folder = dirname(path);
    try {
      return await readWithin(path, limitBytes);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      log.warn({ reason }, 'a file could not be read');
      return { status: 'unreadable' };
    }
  }

  copy(text: string): void {
    const { clipboard, log } = this.#options;
    // Electron up to 44 answers at once, later ones with a promise.
    void Promise.resolve(clipboard.writeText(text)).catch((error: unknown) =>
      log.warn({ reason: String(error) }, 'the clipboard could not be written'),
    );
  }

  /** Seconds; 0 where the system does not tell, so that nobody counts as away by mistake. */
  idleSeconds(): number {
    try {
      return this.#options.powerMonitor.getSystemIdleTime();
    } catch {
      return 0;
    }
  }

  #downloads(): string {
    try {
      return this.#options.app.getPath('downloads');
    } catch {
      return this.#options.app.getPath('home');
    }
  }
}

/** A file that grows while it is read, or that says nothing of its size, is not read to its end. */
async function readWithin(path: string, limitBytes: number): Promise<ChosenFile> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { status: 'unreadable' };
    if (stat.size > limitBytes) return { status: 'too-large' };
    const buffer = Buffer.alloc(limitBytes + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > limitBytes) return { status: 'too-large' };
    return { status: 'read', bytes: buffer.subarray(0, length) };
  } finally {
    await file.close();
  }
}
