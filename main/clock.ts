/** Where the laptop's code gets its time from, so that tests can move hours in milliseconds. */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Runs once after `delayMs`, never before this call returned. */
  after(delayMs: number, run: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** An epoch time as the views and the wire write it. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
