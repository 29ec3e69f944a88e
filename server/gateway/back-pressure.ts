import type { Session } from './session.ts';

/** Bytes that wait in this process for the session to take them. */
export function waitingBytes(session: Session): number {
  return session.raw.writableLength;
}

/** Settles when fewer than `bytes` wait for the session, or when it is gone. */
export async function roomBelow(session: Session, bytes: number): Promise<void> {
  while (waitingBytes(session) >= bytes && session.raw.writableNeedDrain) {
    if (session.raw.destroyed) return;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        session.raw.off('drain', settle).off('close', settle);
        resolve();
      };
      session.raw.on('drain', settle).on('close', settle);
    });
  }
}
