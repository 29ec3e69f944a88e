import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { App, BrowserWindow, Clipboard, Dialog, PowerMonitor } from 'electron';
import { TocsinError } from '../../../server/protocol/errors.ts';
import type { DesktopPort, Log } from '../../pager/ports.ts';
import { safeFileName } from './file-name.ts';

export interface UserDesktopOptions {
  app: Pick<App, 'getPath'>;
  /** Asked anew each time, as Electron makes it. */
  dialog: Pick<Dialog, 'showSaveDialog'>;
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
