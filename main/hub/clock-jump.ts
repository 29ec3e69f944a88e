import type { Clock, Timer } from '../clock.ts';

const tickMs = 5_000;
const toleranceMs = 10_000;

/**
 * Notices that the machine slept or its clock was set, where no power event tells: a tick comes
 * much later than it should, or before the last one.
 * @returns stops watching
 */
export function watchClock(clock: Clock, onJump: () => void): () => void {
  let lastMs = clock.now();
  let timer: Timer;
  const tick = (): void => {
    const nowMs = clock.now();
    const driftMs = nowMs - lastMs - tickMs;
    lastMs = nowMs;
    timer = clock.after(tickMs, tick);
    if (Math.abs(driftMs) > toleranceMs) onJump();
  };
  timer = clock.after(tickMs, tick);
  return () => timer.cancel();
}
