import { actorOf } from '../domain/asker.ts';
import { foldName } from '../domain/directory.ts';
import { toInstant } from '../domain/instant.ts';
import { notJoinedPrefix, takersOf } from '../domain/oncall/duty-rules.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import { replaceLeave } from '../domain/oncall/leave.ts';
import { readLeave } from '../domain/oncall/leave-file.ts';
import type { LeaveProblem, LeaveSpan } from '../domain/oncall/leave-file.ts';
import type { Rota } from '../domain/oncall/rota.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import type { LeaveImported, Override } from '../protocol/oncall.ts';
import type { AdminCommand, DeviceIdentity } from './contract.ts';
import type { Surroundings } from './surroundings.ts';

const detailLength = 1_000;

/** A person's own leave, for every rota that names them. See `importLeave` for what it throws. */
export function importOwnLeave(
  surroundings: Surroundings,
  file: Uint8Array,
  { person, ...device }: DeviceIdentity,
): Promise<LeaveImported> {
  const by = { actor: actorOf({ person, ...device }), byId: person.id };
  return importInto(surroundings, { file, find: () => person, rotaId: null, ...by });
}

/**
 * Somebody's leave, by an administrator, for one rota or for every one that names them.
 * @throws TocsinError `calendar_unreadable`, `calendar_too_large`, `person_unknown` for who has not joined,
 * `rota_unknown`, `taker_not_of_rota`, `overrides_full`
 */
export function importLeave(
  surroundings: Surroundings,
  { file, person, rotaId }: Extract<AdminCommand, { type: 'oncall.import' }>,
): Promise<LeaveImported> {
  const { paging } = surroundings;
  return importInto(surroundings, {
    ...{ file, rotaId, actor: { kind: 'hub' }, byId: null },
    find: (people) => findNamed(people, person, paging.duty(people)),
  });
}

/** By name or id, of the hub or of the config. */
function findNamed(people: readonly Person[], named: string, duty: DutyRules): Person {
  const name = foldName(named);
  const found = people.find(
    (one) =>
      foldName(one.name) === name ||
      one.id === named ||
      duty.awaitedKeyOf(one.id) === `${notJoinedPrefix}${name}`,
  );
  if (!found) throw new TocsinError('person_unknown', named);
  return found;
}

interface Import {
  file: string | Uint8Array;
  find: (people: readonly Person[]) => Person;
  /** Null: every rota that names the person. */
  rotaId: string | null;
  actor: Actor;
  byId: string | null;
}

/**
 * All that was imported before for this person and is still to come gives way to what the file says: it may
 * be brought again, longer or shorter. All of it or nothing.
 */
async function importInto(
  surroundings: Surroundings,
  { file, find, rotaId, actor, byId }: Import,
): Promise<LeaveImported> {
  const { journal, paging, clock, newId } = surroundings;
  const nowMs = clock.now();
  const rotasOf = (people: readonly Person[]) => {
    const person = find(people);
    return { person, rotas: rotasFor(person, rotaId, paging.duty(people)) };
  };
  // Reading takes a while, and nobody else is to wait for that.
  const spansOf = spansByZone(file, nowMs);
  const before = rotasOf(journal.enrolment.people());
  for (const { zone } of before.rotas) spansOf(zone);
  if (before.rotas.length === 0) spansOf('UTC');
  return journal.write((transaction) => {
    const { person, rotas } = rotasOf(transaction.people());
    const changes = rotas.map(({ id, zone }) => {
      const spans = spansOf(zone);
      const standing = standingIn(transaction, id, nowMs);
      const change = replaceLeave(spans, {
        ...{ rotaId: id, personId: person.id },
        ...{ standing, byId, nowMs },
      });
      const count = standing.length - change.removed.length + change.added.length;
      if (count > limits.overridesPerRota) throw new TocsinError('overrides_full', id);
      return { ...change, unchanged: spans.length - change.added.length };
    });
    const base = { at: toInstant(nowMs), actor };
    for (const { removed, added } of changes) {
      for (const { id: overrideId } of removed) {
        transaction.append({ ...base, type: 'override.removed', overrideId });
      }
      for (const content of added) {
        transaction.append({
          ...base,
          type: 'override.added',
          override: { id: newId(), ...content },
        });
      }
    }
    return {
      added: changes.reduce((sum, { added }) => sum + added.length, 0),
      unchanged: changes.reduce((sum, { unchanged }) => sum + unchanged, 0),
      problems: rotas.length > 0 ? [] : [`No rota of the config names ${person.name}.`],
    };
  });
}

function standingIn(transaction: JournalTransaction, rotaId: string, nowMs: number): Override[] {
  return transaction
    .overrides()
    .filter((one) => one.rotaId === rotaId && Date.parse(one.until) > nowMs);
}

/** Rotas in whose layers a person is, or the one that is asked for. */
function rotasFor({ id }: Person, rotaId: string | null, duty: DutyRules): readonly Rota[] {
  if (rotaId === null) {
    return duty.rotas.filter(({ layers }) => layers.some(({ people }) => people.includes(id)));
  }
  const rota = duty.rota(rotaId);
  if (!rota) throw new TocsinError('rota_unknown', rotaId);
  if (!takersOf(rota, duty).includes(id)) throw new TocsinError('taker_not_of_rota');
  return [rota];
}

/** What the file says, read once for each zone: days are meant in the zone of the rota. */
function spansByZone(
  file: string | Uint8Array,
  nowMs: number,
): (zone: string) => readonly LeaveSpan[] {
  const known = new Map<string, readonly LeaveSpan[]>();
  return (zone) => {
    const spans = known.get(zone) ?? readSpans(file, zone, nowMs);
    known.set(zone, spans);
    return spans;
  };
}

function readSpans(file: string | Uint8Array, zone: string, nowMs: number): readonly LeaveSpan[] {
  const untilMs = nowMs + limits.overrideAheadMs;
  const reading = readLeave(file, { zone, fromMs: nowMs, untilMs });
  if ('spans' in reading) return reading.spans;
  const detail = reading.problems.map(inWords).join(' ').slice(0, detailLength);
  throw new TocsinError(reading.error, detail);
}

function inWords({ line, summary, reason, remedy }: LeaveProblem): string {
  const where = line === null ? '' : `line ${line}: `;
  const what = summary === null || summary === '' ? '' : ` (“${summary}”)`;
  const text = `${where}${reason}${what}`;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}. ${remedy}`;
}
