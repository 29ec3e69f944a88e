import { toInstant } from '../domain/instant.ts';
import type { Directory } from '../domain/directory.ts';
import { defaultIntakeRules } from '../domain/records.ts';
import type { Circumstances, IntakeRules } from '../domain/records.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import type { Journal } from '../journal/journal.ts';
import type { RandomBytes } from './secrets.ts';

export interface Clock {
  /** Epoch ms. */
  now: () => number;
}

/** What every use case works with. */
export interface Surroundings {
  journal: Journal;
  clock: Clock;
  /** A new id, UUIDv7 outside of tests. */
  newId: () => string;
  random: RandomBytes;
  /** Read for each decision, since the config may be loaded again. */
  rules: Partial<IntakeRules>;
  redactLine: RedactLine;
}

/** Time, ids and settings for one decision, taken when the decision is made. */
export function circumstancesOf({ clock, newId, rules }: Surroundings): Circumstances {
  const nowMs = clock.now();
  return { nowMs, at: toInstant(nowMs), newId, rules: { ...defaultIntakeRules, ...rules } };
}

/** People, teams and services as the config now names them. */
export function directoryOf({ rules }: Surroundings): Directory {
  return rules.directory ?? defaultIntakeRules.directory;
}
