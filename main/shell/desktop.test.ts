import { describe, expect, it } from 'vitest';
import { readDesktop } from './desktop.ts';

const wayland = { XDG_SESSION_TYPE: 'wayland' };
const isWayland = (env: NodeJS.ProcessEnv, asked: string, chromium: number) =>
  readDesktop('linux', env, (name) => (name === 'ozone-platform' ? asked : ''), chromium).isWayland;

describe('Wayland', () => {
  it('is what a Wayland session gets from Electron 38 on, unless X11 is asked for', () => {
    expect(isWayland(wayland, '', 144)).toBe(true);
    expect(isWayland(wayland, 'x11', 144)).toBe(false);
    expect(isWayland({ WAYLAND_DISPLAY: 'wayland-0' }, '', 144)).toBe(true);
    expect(isWayland({ XDG_SESSION_TYPE: 'x11' }, '', 144)).toBe(false);
  });

  it('must be asked for before', () => {
    expect(isWayland(wayland, '', 114)).toBe(false);
    expect(isWayland(wayland, 'wayland', 114)).toBe(true);
    expect(isWayland(wayland, 'auto', 114)).toBe(true);
  });

  it('is a matter of Linux', () => {
    expect(readDesktop('darwin', wayland, () => '', 144).isWayland).toBe(false);
  });
});
