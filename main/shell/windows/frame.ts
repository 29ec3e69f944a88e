import type { BrowserWindow } from 'electron';
import type { Clock } from '../../clock.ts';
import type { Area } from './place.ts';

/** By now a window manager has put its frame around a window. */
const settlesMs = 300;

/**
 * The frame that X11's window managers put around a window: it is placed with its frame, but tells
 * its place without. Left alone, a window would creep over the screen a little with each move.
 */
export class Frame {
  readonly #clock: Clock;
  #offset = { x: 0, y: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Measures the frame of a window that was just shown at the place that was asked for. */
  measure(window: BrowserWindow, asked: { x: number; y: number }): void {
    this.#clock.after(settlesMs, () => {
      if (window.isDestroyed() || window.isMinimized()) return;
      const { x, y } = window.getNormalBounds();
      const offset = { x: x - asked.x, y: y - asked.y };
      // Farther off, the window manager had its own idea, or the user has moved it.
      const isFrame = [offset.x, offset.y].every((width) => width >= 0 && width < 80);
      if (isFrame) this.#offset = offset;
    });
  }

  /** Where to ask for, so that the window tells these bounds. */
  toAsk({ x, y, width, height }: Area): Area {
    return { x: x - this.#offset.x, y: y - this.#offset.y, width, height };
  }
}
