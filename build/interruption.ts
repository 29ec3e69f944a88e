/** Resolves when the user or the system asks this process to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Further ones are ignored: the first is being obeyed.
      process.on(signal, () => resolve());
    }
  });
}

/** Resolves with the exit code when a child has ended. */
export async function untilEnded(child: {
  exitCode: number | null;
  signalCode: string | null;
  once(event: 'exit', listener: (code: number | null) => void): unknown;
}): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve) => child.once('exit', resolve));
}
