import { ensureSystemPackages } from '../system-packages.ts';
import { say } from '../exit.ts';
import { VirtualDesktop } from './virtual-desktop.ts';

/** Where a client can show itself: the user's own desktop or a virtual one. */
export interface AnyDesktop {
  /** Environment for a client on it. */
  env: NodeJS.ProcessEnv;
  /** Null on a machine with a display. */
  virtual: VirtualDesktop | null;
  close(): Promise<void>;
}

/**
 * Makes sure of the system packages that `openAnyDesktop` needs.
 * @throws CommandError that names the missing ones
 */
export function ensureDesktopPackages(): void {
  ensureSystemPackages(hasDisplay() ? ['client'] : ['client', 'desktop']);
}

/** The user's desktop, or where there is none a virtual one whose files live in `folder`. */
export async function openAnyDesktop(folder: string): Promise<AnyDesktop> {
  ensureDesktopPackages();
  if (hasDisplay()) {
    return { env: process.env, virtual: null, close: async () => Promise.resolve() };
  }
  const virtual = await VirtualDesktop.start({ folder });
  say(`No display here: a virtual desktop runs on ${virtual.env.DISPLAY}.`);
  return {
    env: { ...virtual.env, ...virtual.sound().env },
    virtual,
    close: async () => virtual.close(),
  };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
