/** The system's time, or one that a test moves. */
export interface HubClock {
  /** Epoch ms. */
  now(): number;
  /** Calls back after `delayMs`; returns how to cancel it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: HubClock = {
  now: Date.now,
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
