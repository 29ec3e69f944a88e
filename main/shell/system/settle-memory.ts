import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../../clock.ts';

/** By now everything that is only needed to start has been. */
const settledMs = 15_000;

/**
 * Gives back what starting took, some 7 MB: an app that rests in the tray allocates too little for
 * V8 to look for garbage within hours.
 */
export function settleMemory(clock: Clock, collect: () => void = collectGarbage): void {
  clock.after(settledMs, collect);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collector === 'function') (collector as () => void)();
}
