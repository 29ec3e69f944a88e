import { toInstant } from '../domain/instant.ts';
import type { Directory } from '../domain/directory.ts';
import { usualRest } from '../domain/figures/night.ts';
import type { Rest } from '../domain/figures/night.ts';
import { defaultIntakeRules } from '../domain/records.ts';
import type { Circumstances, IntakeRules, Records } from '../domain/records.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import { noWork } from '../domain/work-rules.ts';
import type { WorkRules } from '../domain/work-rules.ts';
import { noDuty } from '../domain/oncall/duty-rules.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import { OnCallBook } from '../domain/oncall/on-call-book.ts';
import type { Rota } from '../domain/oncall/rota.ts';
import { pagingWithoutConfig } from '../domain/paging/paging-rules.ts';
import type { PagingRules } from '../domain/paging/paging-rules.ts';
import { defaultPagingSettings } from '../domain/paging/settings.ts';
import type { PagingSettings } from '../domain/paging/settings.ts';
import type { Journal } from '../journal/journal.ts';
import type { Person } from '../protocol/identity.ts';
import type { HubProblem } from '../protocol/oncall.ts';
import type { Override } from '../protocol/oncall.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import { noConfig } from '../protocol/teams.ts';
import type { ConfigView } from '../protocol/teams.ts';
import type { RandomBytes } from './secrets.ts';

export interface Clock {
  /** Epoch ms. */
  now: () => number;
}

/** What every use case works with. */
export interface Surroundings {
  journal: Journal;
  clock: Clock;
  /** Epoch ms at which this process opened the journal: before that the hub may have been away. */
  openedAtMs: number;
  /** A new id, UUIDv7 outside of tests. */
  newId: () => string;
  random: RandomBytes;
  /** Read for each decision, since the config may be loaded again. */
  rules: Partial<IntakeRules>;
  redactLine: RedactLine;
  work: WorkSource;
  paging: PagingSource;
  /** What is wrong with the hub itself now. */
  problems: () => readonly HubProblem[];
}

/** What of config and folders checklists, stopgaps and cards need; asked for each decision. */
export interface WorkSource {
  /** @param people all who have joined */
  rules(people: readonly Person[]): WorkRules;
  /** Runbooks that are now in the folders. */
  runbooks(): readonly RunbookVersion[];
  /** Teams and services for laptops. */
  config(people: readonly Person[], nowMs: number): ConfigView;
  /** When somebody sleeps. */
  restOf(person: Person): Rest;
}

export const noWorkSource: WorkSource = {
  rules: () => noWork,
  runbooks: () => [],
  config: () => noConfig,
  restOf: () => usualRest,
};

/** What the journal knows that decides who is paged. */
export type PagingRecords = Pick<Records, 'people' | 'reachablePeople' | 'overrides' | 'drills'>;

/** What of the config decides who is on call and who is paged; asked for each decision. */
export interface PagingSource {
  /** As of `nowMs`. */
  rules(records: PagingRecords, nowMs: number): PagingRules;
  /** Keyed for those who have joined; the same array while neither config nor people change. */
  rotas(people: readonly Person[]): readonly Rota[];
  /** The same, with the teams of these rotas. */
  duty(people: readonly Person[]): DutyRules;
  /** All rotas with these overrides: who is on call now, without resolving it each time. */
  book(people: readonly Person[], overrides: readonly Override[]): OnCallBook;
  settings(): PagingSettings;
}

export const noPagingSource: PagingSource = {
  rules: (records) => pagingWithoutConfig(records.reachablePeople()),
  rotas: () => [],
  duty: () => noDuty,
  book: () => new OnCallBook(),
  settings: () => defaultPagingSettings,
};

/** Time, ids and settings for one decision, taken when the decision is made. */
export function circumstancesOf(
  { clock, newId, rules, paging }: Surroundings,
  records: PagingRecords,
): Circumstances {
  const nowMs = clock.now();
  return {
    ...{ nowMs, at: toInstant(nowMs), newId },
    rules: { ...defaultIntakeRules, ...rules },
    paging: () => paging.rules(records, nowMs),
  };
}

/** People, teams and services as the config now names them. */
export function directoryOf({ rules }: Pick<Surroundings, 'rules'>): Directory {
  return rules.directory ?? defaultIntakeRules.directory;
}
