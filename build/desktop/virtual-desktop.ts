import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stopGroup } from '../child-process.ts';
import { copyFile } from './clipboard.ts';
import { output } from './command.ts';
import { startDisplay } from './display.ts';
import { notificationHistory } from './notification-history.ts';
import { startKeychain, startNotificationDaemon, startSessionBus } from './session-services.ts';
import { SoundServer } from './sound-server.ts';

export interface DesktopOptions {
  /** Where the desktop's files and logs go. */
  folder: string;
  widthPx?: number;
  heightPx?: number;
  /** Names of the sound servers; each client that must be told apart needs one. */
  sounds?: string[];
  /** Leave out to test a machine that has no keychain. */
  keychain?: boolean;
}

/** A whole desktop without a screen: display, window manager, tray, toasts, keychain, sound. */
export class VirtualDesktop {
  /** The environment that programs on this desktop need, but for the sound server. */
  readonly env: NodeJS.ProcessEnv;
  readonly sounds: ReadonlyMap<string, SoundServer>;
  readonly #children: ChildProcess[];
  readonly #runtimeFolder: string;
  readonly #logFile: string;

  private constructor(
    env: NodeJS.ProcessEnv,
    sounds: Map<string, SoundServer>,
    children: ChildProcess[],
    runtimeFolder: string,
    logFile: string,
  ) {
    this.env = env;
    this.sounds = sounds;
    this.#children = children;
    this.#runtimeFolder = runtimeFolder;
    this.#logFile = logFile;
  }

  static async start(options: DesktopOptions): Promise<VirtualDesktop> {
    // Sockets live here: their paths may not be longer than 107 characters.
    const runtimeFolder = mkdtempSync(join(tmpdir(), 'tocsin-'));
    const logFile = join(options.folder, 'desktop.log');
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
    const env: NodeJS.ProcessEnv = {
      ...inherited,
      XDG_RUNTIME_DIR: runtimeFolder,
      XDG_DATA_HOME: join(options.folder, 'data'),
      XDG_CONFIG_HOME: join(options.folder, 'config'),
      XDG_CACHE_HOME: join(options.folder, 'cache'),
      XDG_SESSION_TYPE: 'x11',
      XDG_CURRENT_DESKTOP: 'openbox',
    };
    for (const folder of [env.XDG_DATA_HOME, env.XDG_CONFIG_HOME, env.XDG_CACHE_HOME]) {
      if (folder !== undefined) mkdirSync(folder, { recursive: true });
    }
    const children: ChildProcess[] = [];
    const sounds = new Map<string, SoundServer>();
    const desktop = new VirtualDesktop(env, sounds, children, runtimeFolder, logFile);
    try {
      const bus = await startSessionBus(runtimeFolder, env);
      children.unshift(bus.child);
      env.DBUS_SESSION_BUS_ADDRESS = bus.address;
      const size = { widthPx: options.widthPx ?? 1_280, heightPx: options.heightPx ?? 800 };
      env.DISPLAY = await startDisplay(size, logFile, env, children);
      children.unshift(await startNotificationDaemon(logFile, env));
      if (options.keychain !== false) children.unshift(await startKeychain(env));
      for (const name of options.sounds ?? ['default']) {
        const sound = new SoundServer(runtimeFolder, name, logFile, env);
        sounds.set(name, sound);
        await sound.start();
      }
    } catch (error) {
      await desktop.close();
      throw error;
    }
    return desktop;
  }

  sound(name = 'default'): SoundServer {
    const sound = this.sounds.get(name);
    if (!sound) throw new Error(`The desktop has no sound server ${name}.`);
    return sound;
  }

  /** Saves a picture of the whole desktop as PNG. */
  async screenshot(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    await output('import', ['-window', 'root', path], this.env);
  }

  /** Runs xdotool, which presses keys and finds windows. */
  async xdotool(...commandArguments: string[]): Promise<string> {
    return output('xdotool', commandArguments, this.env);
  }

  /** Copies a file's contents in another program; `target` as in `copyFile`. */
  async copy(file: string, target: 'image/png' | 'UTF8_STRING' | 'text/uri-list'): Promise<void> {
    this.#children.unshift(await copyFile(file, target, this.#logFile, this.env));
  }

  /** Titles of all windows, the topmost last. */
  async stackedTitles(): Promise<string[]> {
    const ids = (await output('xprop', ['-root', '_NET_CLIENT_LIST_STACKING'], this.env)).match(
      /0x[0-9a-f]+/g,
    );
    return Promise.all((ids ?? []).map(async (id) => this.xdotool('getwindowname', id)));
  }

  /** Texts of the notifications on the screen or shown before, as the daemon has them. */
  async shownNotifications(): Promise<string[]> {
    return notificationHistory(this.env);
  }

  /** How many programs have an icon in the tray. */
  async trayIconCount(): Promise<number> {
    const panel = await this.xdotool('search', '--name', '^panel$');
    const tree = await output('xwininfo', ['-tree', '-id', panel], this.env);
    return (tree.match(/\("[^"]+" "[^"]+"\)/g) ?? []).length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.sounds.values()].map((sound) => sound.stop()));
    for (const child of this.#children) await stopGroup(child, 'SIGTERM', 2_000);
    rmSync(this.#runtimeFolder, { recursive: true, force: true });
  }
}
