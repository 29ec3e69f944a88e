import type { BrowserWindow } from 'electron';
import type { Clock } from '../../clock.ts';
import type { WindowBounds } from '../settings-store.ts';
import { bringToFront } from './bring-to-front.ts';
import { Frame } from './frame.ts';

export interface BoundsKeeper {
  read(name: string): WindowBounds | null;
  write(name: string, bounds: WindowBounds): void;
}

export interface PlacedWindow {
  /** Shows it in front, once it has something to show. */
  show(): void;
  /** Keeps place and size now, of a window that is about to be destroyed. */
  remember(): void;
}

/**
 * Keeps place and size of a window under the name when its user closes it.
 * @param placedAt where it was asked to be; null when the system chose
 */
export function placedWindow(
  window: BrowserWindow,
  options: {
    name: string;
    placedAt: WindowBounds | null;
    bounds: BoundsKeeper;
    clock: Clock;
  },
): PlacedWindow {
  const { name, placedAt, bounds, clock } = options;
  const frame = new Frame(clock);
  const remember = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    bounds.write(name, frame.toAsk(window.getNormalBounds()));
  };
  const show = (): void => {
    bringToFront(window);
    if (placedAt !== null) frame.measure(window, placedAt);
  };
  window.on('close', remember);
  return { show, remember };
}
