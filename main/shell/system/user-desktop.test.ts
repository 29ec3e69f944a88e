import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLog } from '../testing/memory-log.ts';
import { UserDesktop } from './user-desktop.ts';
import type { UserDesktopOptions } from './user-desktop.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-desktop-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(answer: string | null, change: Partial<UserDesktopOptions> = {}) {
  const questions: unknown[][] = [];
  const showSaveDialog = (...question: unknown[]) => {
    questions.push(question);
    return Promise.resolve({ canceled: answer === null, filePath: answer ?? '' });
  };
  const desktop = new UserDesktop({
    app: { getPath: () => '/home/ana/Downloads' },
    dialog: {
      showSaveDialog,
      showOpenDialog: (...question: unknown[]) => {
        questions.push(question);
        const filePaths = answer === null ? [] : [answer];
        return Promise.resolve({ canceled: answer === null, filePaths });
      },
    },
    clipboard: { writeText: () => Promise.resolve() },
    powerMonitor: { getSystemIdleTime: () => 7 },
    focusedWindow: () => null,
    log: memoryLog(),
    ...change,
  });
  return { desktop, questions };
}

describe('a file that is saved', () => {
  it('goes where its user says, for its user alone', async () => {
    const file = join(folder, 'export.md');
    const { desktop, questions } = start(file);
    expect(await desktop.saveAs('../incident-41.md', '# Incident')).toBe('saved');
    expect(readFileSync(file, 'utf8')).toBe('# Incident');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(questions).toEqual([[{ defaultPath: '/home/ana/Downloads/incident-41.md' }]]);
  });

  it('is asked for in front of the window that asks, and next to the last one', async () => {
    const window = {} as BrowserWindow;
    const { desktop, questions } = start(join(folder, 'a.log'), { focusedWindow: () => window });
    await desktop.saveAs('a.log', new Uint8Array([1, 2]));
    await desktop.saveAs('b.log', new Uint8Array([1, 2]));
    expect(questions[1]).toEqual([window, { defaultPath: join(folder, 'b.log') }]);
  });

  it('may be called off, and may not be possible', async () => {
    expect(await start(null).desktop.saveAs('a.log', 'x')).toBe('cancelled');
    const { desktop } = start(join(folder, 'no such folder', 'a.log'));
    await expect(desktop.saveAs('a.log', 'x')).rejects.toMatchObject({ code: 'file_unwritable' });
  });
});

describe('a file that is chosen', () => {
  const kind = { name: 'iCalendar', endings: ['ics'] };

  it('is read whole, and only up to its limit', async () => {
    const file = join(folder, 'leave.ics');
    writeFileSync(file, 'BEGIN:VCALENDAR');
    const { desktop, questions } = start(file);
    const read = await desktop.readChosen(kind, 15);
    expect(read.status === 'read' && Buffer.from(read.bytes).toString()).toBe('BEGIN:VCALENDAR');
    expect(questions[0]?.[0]).toMatchObject({
      filters: [{ name: 'iCalendar', extensions: ['ics'] }],
      properties: ['openFile'],
    });
    expect(await desktop.readChosen(kind, 14)).toEqual({ status: 'too-large' });
  });

  it('may be none, no file, one that is gone, or one without an end', async () => {
    const chosen = (path: string | null) => start(path).desktop.readChosen(kind, 1_000);
    expect(await chosen(null)).toEqual({ status: 'cancelled' });
    expect(await chosen(folder)).toEqual({ status: 'unreadable' });
    expect(await chosen(join(folder, 'gone.ics'))).toEqual({ status: 'unreadable' });
    expect(await chosen('/dev/zero')).toEqual({ status: 'unreadable' });
  });
});

describe('how long nobody touched the machine', () => {
  it('is asked of the system, which may not tell', () => {
    expect(start(null).desktop.idleSeconds()).toBe(7);
    const powerMonitor = {
      getSystemIdleTime: () => {
        throw new Error('not on this desktop');
      },
    };
    expect(start(null, { powerMonitor }).desktop.idleSeconds()).toBe(0);
  });
});
