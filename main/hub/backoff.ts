const baseMs = 500;
const capMs = 15_000;
const refusedMs = 60_000;

/**
 * Full jitter: anywhere between now and an exponentially growing cap, so that a thousand laptops do
 * not come back in step.
 * @param attempt tries that failed since the link last held, from 0
 * @param random uniform in [0, 1)
 * @returns milliseconds to wait
 */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 16)));
}

/** A refused device asks again about once a minute, in case it was let in again. */
export function refusedDelayMs(random: number): number {
  return Math.floor(refusedMs * (0.5 + random));
}
