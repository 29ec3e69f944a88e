import type { MenuItemConstructorOptions } from 'electron';
import type { TrayAction, TrayMenuItem } from '../../pager/ports.ts';

export interface TrayMenuActions {
  acknowledge(incidentId: string): void;
  openRoom(incidentId: string): void;
  showOnBoard(incidentId: string): void;
  act(action: TrayAction): void;
}

/** The tray's menu as Electron wants it. Clicks on the icon mean nothing on Linux, so all is here. */
export function trayMenuTemplate(
  items: readonly TrayMenuItem[],
  actions: TrayMenuActions,
): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'note':
        return { label: escapeMnemonic(item.label), enabled: false };
      case 'action':
        return {
          label: escapeMnemonic(item.label),
          enabled: item.enabled,
          click: () => actions.act(item.action),
        };
      case 'incident':
        return {
          label: escapeMnemonic(item.label),
          submenu: [
            { label: escapeMnemonic(item.detail), enabled: false },
            { type: 'separator' },
            {
              label: 'Acknowledge',
              enabled: item.canAcknowledge,
              click: () => actions.acknowledge(item.incidentId),
            },
            { label: 'Open room', click: () => actions.openRoom(item.incidentId) },
            { label: 'Show on the board', click: () => actions.showOnBoard(item.incidentId) },
          ],
        };
    }
  });
}

/** Titles come from outside; a lone `&` would underline a letter and vanish. */
function escapeMnemonic(label: string): string {
  return label.replaceAll('&', '&&');
}
