import type { App } from 'electron';
import type { Clock } from '../clock.ts';
import type { Log } from '../pager/ports.ts';

/** This many faults within the time: something is broken for good, so begin again. */
const faultsBeforeRelaunch = 5;
const withinMs = 60_000;

interface FaultSource {
  on(name: 'uncaughtException', listener: (error: Error) => void): unknown;
  on(name: 'unhandledRejection', listener: (reason: unknown) => void): unknown;
}

/**
 * Keeps the app alive through faults of its own: each is logged, and too many at once start it
 * anew. An alarm that shows a dialog and waits is none.
 */
export function surviveFaults(
  source: FaultSource,
  app: Pick<App, 'relaunch' | 'exit' | 'on'>,
  clock: Clock,
  log: Log,
): void {
  const recent: number[] = [];
  source.on('uncaughtException', (error) => {
    log.error({ error: describe(error) }, 'fault');
    const now = clock.now();
    recent.push(now);
    while ((recent[0] ?? now) < now - withinMs) recent.shift();
    if (recent.length < faultsBeforeRelaunch) return;
    log.error({}, 'too many faults, starting anew');
    app.relaunch();
    app.exit(1);
  });
  source.on('unhandledRejection', (reason) => {
    log.error({ error: describe(reason) }, 'rejection that nobody took');
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    log.warn({ type, reason, exitCode, name }, 'child process gone');
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
