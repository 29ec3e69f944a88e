import type { BrowserWindow } from 'electron';
import type { Clock } from '../../clock.ts';
import type { WindowBounds } from '../settings-store.ts';
import { bringToFront } from './bring-to-front.ts';
import { Frame } from './frame.ts';

export interface BoundsKeeper {
  read(name: string): WindowBounds | null;
  write(name: string, bounds: WindowBounds): void;
}

/**
 * Shows a new window as soon as it has something to show, and keeps its place and size under the
 * name when its user closes it.
 * @param placedAt where it was asked to be; null when the system chose
 * @returns keeps them now, for a window that is about to be destroyed
 */
export function showAndRemember(
  window: BrowserWindow,
  options: {
    name: string;
    placedAt: WindowBounds | null;
    bounds: BoundsKeeper;
    clock: Clock;
  },
): () => void {
  const { name, placedAt, bounds, clock } = options;
  const frame = new Frame(clock);
  const remember = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    bounds.write(name, frame.toAsk(window.getNormalBounds()));
  };
  window.once('ready-to-show', () => {
    bringToFront(window);
    if (placedAt !== null) frame.measure(window, placedAt);
  });
  window.on('close', remember);
  return remember;
}
