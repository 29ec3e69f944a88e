import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Settings } from '../ipc/views.ts';
import { memoryLog } from './testing/memory-log.ts';
import { SettingsStore, defaultSettings, readSettings } from './settings-store.ts';

// Outside Electron its package is asked for the path of a runtime, which must not be downloaded.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere';
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => new SettingsStore(folder, memoryLog());

describe('the settings', () => {
  it('begin with the defaults and last', () => {
    expect(open().read()).toEqual(defaultSettings);
    expect(open().change({ volume: 0.4, theme: 'light' })).toEqual({
      ...defaultSettings,
      volume: 0.4,
      theme: 'light',
    });
    expect(open().read()).toMatchObject({ volume: 0.4, theme: 'light' });
  });

  it('refuse what is out of bounds and stay as they were', () => {
    const store = open();
    expect(() => store.change({ volume: 7 })).toThrow();
    expect(store.read()).toEqual(defaultSettings);
  });

  it('lose only the fields that somebody broke', async () => {
    const settings = { ...defaultSettings, volume: 'loud', theme: 'light', more: 1 };
    const file = join(folder, 'settings.json');
    await writeFile(file, JSON.stringify({ version: 1, settings, windows: {} }));
    expect(open().read()).toEqual({ ...defaultSettings, theme: 'light' });
  });

  it.each(['{"version": 1, "settings"', '', '[]', 'null'])(
    'keep a file that is no settings (%s) beside, and begin anew',
    async (broken) => {
      const file = join(folder, 'settings.json');
      await writeFile(file, broken);
      expect(open().read()).toEqual(defaultSettings);
      expect(await readFile(`${file}.broken`, 'utf8')).toBe(broken);
    },
  );

  it('are settings whatever was stored', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(Settings.safeParse(readSettings(stored, () => undefined)).success).toBe(true);
      }),
    );
  });
});

describe('the places of windows', () => {
  it('last', () => {
    const bounds = { x: 10, y: 20, width: 800, height: 600 };
    open().writeBounds('board', bounds);
    expect(open().readBounds('board')).toEqual(bounds);
    expect(open().readBounds('settings')).toBeNull();
  });

  it('are forgotten when they make no sense', async () => {
    const windows = { board: { x: 'left', y: 0, width: 1, height: 1 } };
    const stored = { version: 1, settings: defaultSettings, windows };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(stored));
    expect(open().readBounds('board')).toBeNull();
  });
});
