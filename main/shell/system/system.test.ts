import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, PowerMonitor } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { restartAudioService } from './audio-service.ts';
import { autostartEntry, setLoginItem } from './login-item.ts';
import { readProxyAnswer, systemProxyAgent } from './proxy.ts';
import { settleMemory } from './settle-memory.ts';
import { trayAdviceFor } from './tray-host.ts';
import { watchWake } from './wake.ts';

describe('start at login', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-login-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function options(platform: NodeJS.Platform, isPackaged = true) {
    const calls: unknown[] = [];
    const app = { isPackaged, setLoginItemSettings: (settings: unknown) => calls.push(settings) };
    return {
      calls,
      app: app as unknown as App,
      platform,
      env: { XDG_CONFIG_HOME: folder },
      executable: '/opt/Tocsin/tocsin',
      profileFolder: null,
    };
  }
  const file = () => join(folder, 'autostart', 'app.tocsin.Tocsin.desktop');

  it('is a file on Linux, which comes and goes', async () => {
    await setLoginItem(true, options('linux'));
    expect(readFileSync(file(), 'utf8')).toContain('\nExec=/opt/Tocsin/tocsin --hidden\n');
    await setLoginItem(false, options('linux'));
    expect(existsSync(file())).toBe(false);
    await setLoginItem(false, options('linux'));
  });

  it('is the matter of the system elsewhere', async () => {
    const windows = options('win32');
    await setLoginItem(true, windows);
    expect(windows.calls).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
    expect(existsSync(file())).toBe(false);
  });

  it('leaves an app that runs from its sources alone', async () => {
    await setLoginItem(true, options('linux', false));
    expect(existsSync(file())).toBe(false);
  });

  it('names the AppImage, not its mount, and keeps its profile', () => {
    const entry = autostartEntry({
      env: { APPIMAGE: '/home/ana/My Apps/100% "Tocsin"$.AppImage' },
      executable: '/tmp/.mount_x/tocsin',
      profileFolder: '/home/ana/raj',
    });
    expect(entry).toContain(
      'Exec="/home/ana/My Apps/100%% \\\\"Tocsin\\\\"\\\\$.AppImage" --hidden --profile /home/ana/raj\n',
    );
  });
});

describe('waking up', () => {
  it('is told for resume, unlock and a new network', () => {
    const power = new EventEmitter();
    const clock = new ManualClock();
    const woken: string[] = [];
    let addresses = '10.0.0.2';
    const stop = watchWake({
      powerMonitor: power as unknown as PowerMonitor,
      clock,
      addresses: () => addresses,
      onWake: (reason) => woken.push(reason),
    });
    power.emit('resume');
    power.emit('unlock-screen');
    clock.pass(20_000);
    addresses = '';
    clock.pass(20_000);
    expect(woken).toEqual(['resume', 'unlock']);
    addresses = '10.0.0.7';
    clock.pass(10_000);
    expect(woken).toEqual(['resume', 'unlock', 'online']);
    stop();
    addresses = '10.0.0.9';
    clock.pass(20_000);
    expect(woken).toHaveLength(3);
  });
});

describe('the proxy of the system', () => {
  it.each([
    ['DIRECT', null, false],
    ['', null, false],
    ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080', false],
    ['HTTPS proxy.example:443', 'https://proxy.example:443', false],
    ['SOCKS5 proxy.example:1080; PROXY other:3128', 'http://other:3128', false],
    ['SOCKS5 proxy.example:1080', null, true],
    ['DIRECT; PROXY proxy.example:8080', null, false],
  ])('%s means %s', (answer, address, isUnsupported) => {
    expect(readProxyAnswer(answer)).toEqual({ address, isUnsupported });
  });

  it('is asked for the address as pages would ask, and a fault means no proxy', async () => {
    const asked: string[] = [];
    const session = {
      resolveProxy: (url: string) => {
        asked.push(url);
        return Promise.resolve('PROXY proxy.example:8080');
      },
    };
    const agent = await systemProxyAgent(session, 'wss://hub.example/api/socket', memoryLog());
    expect(agent).toBeDefined();
    expect(asked).toEqual(['https://hub.example/api/socket']);
    const broken = { resolveProxy: () => Promise.reject(new Error('x')) };
    expect(await systemProxyAgent(broken, 'https://hub.example', memoryLog())).toBeUndefined();
  });
});

describe('the tray of the desktop', () => {
  const gnome = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };

  it('is advised about on a GNOME without its extension only', async () => {
    const has = () => Promise.resolve('(true,)\n');
    const hasNot = () => Promise.resolve('(false,)\n');
    const fails = () => Promise.reject(new Error('no gdbus'));
    expect(await trayAdviceFor('linux', gnome, has)).toBeNull();
    expect(await trayAdviceFor('linux', gnome, hasNot)).toContain('AppIndicator');
    expect(await trayAdviceFor('linux', gnome, fails)).toContain('AppIndicator');
    expect(await trayAdviceFor('linux', { XDG_CURRENT_DESKTOP: 'KDE' }, hasNot)).toBeNull();
    expect(await trayAdviceFor('darwin', gnome, hasNot)).toBeNull();
  });
});

describe('the audio service', () => {
  it('is the only process that is ended', () => {
    const ended: number[] = [];
    const metrics = [
      { pid: 1, type: 'Browser', name: 'audio' },
      { pid: 2, type: 'Utility', name: 'Network', serviceName: 'network.mojom.NetworkService' },
      { pid: 3, type: 'Utility', name: 'Audio Service', serviceName: 'audio.mojom.AudioService' },
      { pid: 4, type: 'Tab' },
    ];
    const app = { getAppMetrics: () => metrics } as unknown as App;
    restartAudioService(app, (pid) => ended.push(pid), memoryLog());
    expect(ended).toEqual([3]);
  });
});

describe('the memory of the main process', () => {
  it('is settled once, after the start', () => {
    const clock = new ManualClock();
    const weak = new WeakRef({ large: new Array(1_000).fill(0) });
    settleMemory(clock);
    clock.pass(14_999);
    expect(weak.deref()).toBeDefined();
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      clock.pass(1);
      expect(weak.deref()).toBeUndefined();
    });
  });
});
