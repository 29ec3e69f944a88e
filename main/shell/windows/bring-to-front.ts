import type { BrowserWindow } from 'electron';

/** Shows it above the other windows, with the keyboard. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
