import { toInstant } from '../domain/instant.ts';
import type { Surroundings } from './surroundings.ts';

/** What became of a config. */
export type ConfigNote =
  /** `changes` in words. */
  | { type: 'applied'; fingerprint: string; changes: readonly string[] }
  | { type: 'refused'; problem: string };

/** Notes what became of a config, unless the same was noted last. */
export function noteConfig({ journal, clock }: Surroundings, note: ConfigNote): Promise<void> {
  return journal.write((transaction) => {
    const base = { at: toInstant(clock.now()), actor: { kind: 'hub' } as const };
    const last = journal.audit.lastConfigEvent();
    if (note.type === 'refused') {
      if (last?.type === 'config.refused' && last.problem === note.problem) return;
      transaction.append({ ...base, type: 'config.refused', problem: note.problem });
      return;
    }
    const { fingerprint, changes } = note;
    if (journal.audit.lastAppliedConfig()?.fingerprint === fingerprint) return;
    transaction.append({ ...base, type: 'config.applied', fingerprint, changes: [...changes] });
  });
}
