import type { Runbook } from '../../server/protocol/runbook.ts';

/** Versions of runbooks, by hash. */
export type KnownRunbooks = ReadonlyMap<string, Runbook>;

export const noRunbooks: KnownRunbooks = new Map();

/** With one more. A version never changes, so one that is known stays. */
export function withRunbook(known: KnownRunbooks, hash: string, runbook: Runbook): KnownRunbooks {
  return known.has(hash) ? known : new Map(known).set(hash, runbook);
}
