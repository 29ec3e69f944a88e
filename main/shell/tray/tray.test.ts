import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { describe, expect, it } from 'vitest';
import type { TrayMenuItem, TrayState } from '../../pager/ports.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { TrayIcon } from './icon.ts';
import { trayMenuTemplate } from './menu.ts';
import { TrayBell } from './tray.ts';

const quiet: TrayState = {
  icon: 'quiet',
  count: 0,
  onCall: true,
  ringing: false,
  tooltip: 'Tocsin: quiet',
  menu: [{ kind: 'action', action: 'quit', label: 'Quit', enabled: true }],
};
const ringing: TrayState = { ...quiet, icon: 'critical', count: 2, ringing: true, tooltip: '2' };

function start(platform: NodeJS.Platform = 'linux') {
  const clock = new ManualClock();
  const calls: string[] = [];
  const drawn: TrayIcon[] = [];
  const tray = {
    on: () => undefined,
    setImage: (image: unknown) => calls.push(`image ${String(image)}`),
    setToolTip: (text: string) => calls.push(`tooltip ${text}`),
    setTitle: (text: string) => calls.push(`title ${text}`),
    setContextMenu: () => calls.push('menu'),
  };
  const bell = new TrayBell({
    create: () => {
      calls.push('create');
      return tray as unknown as Tray;
    },
    draw: (icon) => {
      drawn.push(icon);
      return `${icon.icon} ${icon.count} ${icon.swing}` as unknown as NativeImage;
    },
    buildMenu: () => ({}) as Menu,
    actions: {
      acknowledge: () => undefined,
      openRoom: () => undefined,
      showOnBoard: () => undefined,
      act: () => undefined,
    },
    onClick: () => undefined,
    platform,
    clock,
  });
  return { bell, calls, drawn, clock };
}

describe('the tray icon', () => {
  it('appears with its first state, and the same state again does nothing', () => {
    const { bell, calls } = start();
    bell.update(quiet);
    expect(calls).toEqual(['create', 'tooltip Tocsin: quiet', 'menu']);
    bell.update({ ...quiet, menu: [...quiet.menu] });
    expect(calls).toHaveLength(3);
  });

  it('changes only what differs', () => {
    const { bell, calls } = start();
    bell.update(quiet);
    bell.update({ ...quiet, tooltip: 'Tocsin: muted', icon: 'muted' });
    expect(calls.slice(3)).toEqual(['image muted 0 0', 'tooltip Tocsin: muted']);
  });

  it('swings while it rings, and rests after', () => {
    const { bell, calls, clock } = start();
    bell.update(ringing);
    clock.pass(1_600);
    const images = calls.filter((call) => call.startsWith('image'));
    expect(images).toEqual([
      'image critical 2 0',
      'image critical 2 1',
      'image critical 2 0',
      'image critical 2 -1',
    ]);
    bell.update(quiet);
    const count = calls.length;
    clock.pass(60_000);
    expect(calls).toHaveLength(count);
    expect(calls).toContain('image quiet 0 0');
  });

  it('draws each picture once', () => {
    const { bell, drawn, clock } = start();
    bell.update(ringing);
    clock.pass(60_000);
    expect(drawn).toHaveLength(3);
    bell.redraw();
    expect(drawn).toHaveLength(4);
  });

  it('draws no more than "9+", and leaves the count to the menu bar of macOS', () => {
    const linux = start();
    linux.bell.update({ ...quiet, count: 4_000 });
    expect(linux.drawn[0]?.count).toBe(10);
    const mac = start('darwin');
    mac.bell.update({ ...quiet, count: 4 });
    expect(mac.drawn[0]?.count).toBe(0);
    expect(mac.calls).toContain('title 4');
  });
});

describe('the menu of the tray', () => {
  const items: TrayMenuItem[] = [
    { kind: 'note', label: 'Online' },
    { kind: 'separator' },
    {
      kind: 'incident',
      incidentId: 'i1',
      label: '◆ R&D: 5xx',
      detail: '4 min, Raj has it',
      canAcknowledge: true,
    },
    { kind: 'action', action: 'mute', label: 'Mute', enabled: false },
  ];

  it('has everything, as a click on the icon means nothing on some desktops', () => {
    const done: string[] = [];
    const template = trayMenuTemplate(items, {
      acknowledge: (incidentId) => done.push(`acknowledge ${incidentId}`),
      openRoom: (incidentId) => done.push(`open ${incidentId}`),
      showOnBoard: (incidentId) => done.push(`show ${incidentId}`),
      act: (action) => done.push(action),
    });
    const submenu = template[2]?.submenu as MenuItemConstructorOptions[];
    for (const item of [...template, ...submenu]) (item.click as (() => void) | undefined)?.();
    expect(done).toEqual(['mute', 'acknowledge i1', 'open i1', 'show i1']);
    expect(template[0]).toMatchObject({ label: 'Online', enabled: false });
    expect(template[2]?.label).toBe('◆ R&&D: 5xx');
    expect(template[3]).toMatchObject({ label: 'Mute', enabled: false });
    expect(submenu.map(({ label }) => label)).toEqual([
      '4 min, Raj has it',
      undefined,
      'Acknowledge',
      'Open room',
      'Show on the board',
    ]);
  });
});
