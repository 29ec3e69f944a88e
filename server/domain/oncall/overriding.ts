import { limits } from '../../protocol/limits.ts';
import type { Override } from '../../protocol/oncall.ts';
import { already, applied, doneBy, refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { toInstant } from '../instant.ts';
import { onCallAt } from './on-call.ts';
import { toRotaOverride } from './overrides.ts';
import { comingSpan, dutyBase, findRota, standingOverrides } from './rota-case.ts';
import { changesNoMore } from './shift-end.ts';

/** A shift that nobody else ends is taken for so long. */
const endlessTakeMs = 7 * 24 * 60 * 60 * 1_000;

/** Somebody else is on call for a time, or somebody is away. What of it is past stays as it was. */
export function addOverride(overrideCase: DutyCase<'override.add'>): CommandVerdict {
  const { command, commandId, person, records, nowMs } = overrideCase;
  const { rotaId, personId, insteadOf, reason } = command;
  const found = findRota(overrideCase, rotaId);
  if (typeof found === 'string') return refused(found);
  const span = comingSpan(command, nowMs);
  if (!span) return refused('span_invalid');
  if (personId !== null && personId === insteadOf) return refused('override_pointless');
  if (personId !== null && !found.takerIds.includes(personId)) return refused('taker_not_of_rota');
  if (insteadOf !== null && !records.people().some(({ id }) => id === insteadOf))
    return refused('person_unknown');
  const standing = standingOverrides(overrideCase, rotaId);
  const last = standing.findLast(({ from, until }) => from < span.until && span.from < until);
  if (last && isAlready(last, { ...span, personId, insteadOf }, nowMs)) return already;
  if (standing.length >= limits.overridesPerRota) return refused('overrides_full');
  const override: Override = {
    ...{ id: commandId, rotaId, ...span, personId, insteadOf, reason },
    ...{ source: 'person', calendarUid: null, byId: person.id },
  };
  return applied({ ...dutyBase(overrideCase), type: 'override.added', override });
}

/** Whether an override says what is asked for, of the time that is still to come. */
function isAlready(
  { from, until, personId, insteadOf }: Override,
  asked: Pick<Override, 'from' | 'until' | 'personId' | 'insteadOf'>,
  nowMs: number,
): boolean {
  return (
    until === asked.until &&
    toInstant(Math.max(Date.parse(from), nowMs)) === asked.from &&
    personId === asked.personId &&
    insteadOf === asked.insteadOf
  );
}

/**
 * Takes back an override. Whoever made it, or is named by it, may do so also when its rota is gone
 * from the config.
 */
export function removeOverride(overrideCase: DutyCase<'override.remove'>): CommandVerdict {
  const { command, person, records, nowMs } = overrideCase;
  const { overrideId } = command;
  const override = records.override(overrideId);
  if (!override) {
    const end = records.dutyEnd(overrideId);
    return end ? doneBy(end, person) : refused('override_unknown');
  }
  const found = findRota(overrideCase, override.rotaId);
  const isOwn = [override.byId, override.personId, override.insteadOf].includes(person.id);
  if (typeof found === 'string' && !isOwn) return refused('rota_not_yours');
  if (Date.parse(override.until) <= nowMs) return already;
  return applied({ ...dutyBase(overrideCase), type: 'override.removed', overrideId });
}

/** Takes the present shift to its end, or the present gap. */
export function takeShift(takeCase: DutyCase<'shift.take'>): CommandVerdict {
  const { command, commandId, person, nowMs } = takeCase;
  const { rotaId } = command;
  const found = findRota(takeCase, rotaId);
  if (typeof found === 'string') return refused(found);
  const standing = standingOverrides(takeCase, rotaId);
  const shift = onCallAt(found.rota, standing.map(toRotaOverride), nowMs);
  if (shift.people.length === 1 && shift.people[0] === person.id) return already;
  if (standing.length >= limits.overridesPerRota) return refused('overrides_full');
  const untilMs = changesNoMore(shift, nowMs) ? nowMs + endlessTakeMs : shift.untilMs;
  const override: Override = {
    ...{ id: commandId, rotaId, from: toInstant(nowMs), until: toInstant(untilMs) },
    ...{ personId: person.id, insteadOf: null, reason: null },
    ...{ source: 'take-over', calendarUid: null, byId: person.id },
  };
  return applied({ ...dutyBase(takeCase), type: 'override.added', override });
}
