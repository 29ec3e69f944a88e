import type { CommandAnswer, DutyCommand, IncidentCommand, Verdict } from '../protocol/commands.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { NewEvent } from './hub-events.ts';
import { toInstant } from './instant.ts';
import { actorOf } from './asker.ts';
import type { Asker } from './asker.ts';
import type { PagingRules } from './paging/paging-rules.ts';
import type { PagingSettings } from './paging/settings.ts';
import type { Records } from './records.ts';
import type { WorkRules } from './work-rules.ts';

/** What a command is judged by, whichever it is. */
export interface CommandCircumstances extends Asker {
  commandId: string;
  /** Read only. */
  records: Omit<Records, 'append'>;
  /** Those who are called for an incident of a service. */
  calleesOf: (service: string) => readonly Person[];
  work: WorkRules;
  /** Of this moment. */
  paging: PagingRules;
  settings: PagingSettings;
  nowMs: number;
}

/** The same, with the incident that the command is about. */
export interface IncidentCircumstances extends CommandCircumstances {
  incident: Incident;
}

/** A command about an incident with all that it is judged by. */
export interface CommandCase<Type extends IncidentCommand['type']> extends IncidentCircumstances {
  command: Extract<IncidentCommand, { type: Type }>;
}

/** A command about who is on call, or about what calls nobody. */
export interface DutyCase<Type extends DutyCommand['type']> extends CommandCircumstances {
  command: Extract<DutyCommand, { type: Type }>;
}

type Instead = NonNullable<Extract<CommandAnswer, { ok: true }>['instead']>;

export type CommandVerdict =
  | { verdict: Verdict; events: NewEvent[]; until?: string; instead?: Instead }
  | { error: ErrorCode };

/** What every event of a person's command begins with. */
export function baseOf(circumstances: IncidentCircumstances): {
  at: string;
  actor: Actor;
  incidentId: string;
} {
  const { incident, nowMs } = circumstances;
  return { at: toInstant(nowMs), actor: actorOf(circumstances), incidentId: incident.id };
}

export function applied(...events: NewEvent[]): CommandVerdict {
  return { verdict: 'applied', events };
}

export const already: CommandVerdict = { verdict: 'already', events: [] };

export function refused(error: ErrorCode): CommandVerdict {
  return { error };
}

/** `already` when this person did it, `superseded` when anybody else was first. */
export function doneBy(instead: Instead, person: Person): CommandVerdict {
  const { actor, at } = instead;
  if (actor.kind === 'person' && actor.personId === person.id) return already;
  return { verdict: 'superseded', events: [], instead: { actor, at } };
}

export function superseded({ actor, at }: Instead): CommandVerdict {
  return { verdict: 'superseded', events: [], instead: { actor, at } };
}
