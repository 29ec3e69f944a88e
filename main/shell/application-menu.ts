import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu bar of macOS, with the shortcuts that text fields need there. Null elsewhere: Electron's
 * own menu would reload and close windows by shortcut.
 * @param quit what the user's wish to quit does
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  quit: () => void,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  return [
    {
      label: 'Tocsin',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { type: 'separator' },
        { label: 'Quit Tocsin', accelerator: 'Command+Q', click: quit },
      ],
    },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ];
}
