import type { Log } from '../../pager/ports.ts';

/** A log for tests that keeps its messages. */
export function memoryLog(): Log & { messages: string[] } {
  const messages: string[] = [];
  const keep = (_fields: object, message: string) => void messages.push(message);
  return { messages, info: keep, warn: keep, error: keep };
}
