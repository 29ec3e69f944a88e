import { networkInterfaces } from 'node:os';
import type { PowerMonitor } from 'electron';
import type { Clock, Timer } from '../../clock.ts';

/** The main process has no event for this (only pages have), so it looks. */
const lookEveryMs = 10_000;

export interface WakeOptions {
  powerMonitor: Pick<PowerMonitor, 'on'>;
  clock: Clock;
  /** The addresses that this machine has now, as one text. */
  addresses(): string;
  onWake(reason: 'resume' | 'unlock' | 'online'): void;
}

/**
 * Tells when the machine resumed, was unlocked, or came to a network: sockets from before may be
 * half dead (electron/electron#19993).
 * @returns stops it
 */
export function watchWake(options: WakeOptions): () => void {
  const { powerMonitor, clock, addresses, onWake } = options;
  powerMonitor.on('resume', () => onWake('resume'));
  powerMonitor.on('unlock-screen', () => onWake('unlock'));
  let before = addresses();
  let timer: Timer;
  const look = () => {
    const now = addresses();
    if (now !== before && now !== '') onWake('online');
    before = now;
    timer = clock.after(lookEveryMs, look);
  };
  timer = clock.after(lookEveryMs, look);
  return () => timer.cancel();
}

/** The machine's addresses to the outside; empty when it has none. */
export function outsideAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ');
}
