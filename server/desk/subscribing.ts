import { actorOf } from '../domain/asker.ts';
import { toInstant } from '../domain/instant.ts';
import { toCalendar } from '../domain/oncall/calendar-file.ts';
import { personIdOf, takersOf } from '../domain/oncall/duty-rules.ts';
import { wholeShiftsBetween } from '../domain/oncall/on-call.ts';
import { overridesByRota } from '../domain/oncall/overrides.ts';
import type { Rota } from '../domain/oncall/rota.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { DeviceIdentity } from './contract.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import type { Surroundings } from './surroundings.ts';
import { inTurns } from './turns.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const pastMs = 28 * dayMs;
const aheadMs = 366 * dayMs;
const refreshMs = 60 * 60 * 1_000;

/**
 * Makes the secret of an address for calendar programs: of a rota, or of all shifts of the person who asks.
 * The hub keeps its hash only.
 * @throws TocsinError `rota_unknown`, `subscriptions_full`
 */
export function subscribe(
  { journal, clock, random, paging }: Surroundings,
  rotaId: string | null,
  from: DeviceIdentity,
): Promise<string> {
  const token = makeSecret(random);
  return journal.write((transaction) => {
    const personId = from.person.id;
    if (rotaId !== null && !paging.duty(transaction.people()).rota(rotaId)) {
      throw new TocsinError('rota_unknown');
    }
    const own = transaction.rotas.subscriptions.ofPerson(personId);
    if (own.length >= limits.subscriptionsPerPerson) throw new TocsinError('subscriptions_full');
    const at = toInstant(clock.now());
    const tokenHash = hashSecret(token);
    transaction.append({
      ...{ type: 'subscription.made', at, actor: actorOf(from) },
      ...{ tokenHash, personId, rotaId },
    });
    return token;
  });
}

/** Revokes all addresses that this person has of a rota, or of their own shifts; says how many. */
export function unsubscribe(
  { journal, clock }: Surroundings,
  rotaId: string | null,
  from: DeviceIdentity,
): Promise<number> {
  return journal.write((transaction) => {
    const own = transaction.rotas.subscriptions
      .ofPerson(from.person.id)
      .filter((one) => one.rotaId === rotaId);
    const base = { at: toInstant(clock.now()), actor: actorOf(from) };
    for (const { tokenHash } of own) {
      transaction.append({ ...base, type: 'subscription.revoked', tokenHash });
    }
    return own.length;
  });
}

/**
 * The calendar behind an address, as iCalendar text: four weeks back, a year ahead. A rota that is gone has
 * no shifts. Whoever has no device any more has no calendar either.
 * @throws TocsinError `subscription_unknown`
 */
export async function readSubscription(
  { journal, clock, paging }: Surroundings,
  token: string,
): Promise<string> {
  const subscription = journal.rotas.subscriptions.find(hashSecret(token));
  const person =
    subscription &&
    journal.enrolment.reachablePeople().find(({ id }) => id === subscription.personId);
  if (!subscription || !person) throw new TocsinError('subscription_unknown');
  const nowMs = clock.now();
  // The same for a day, so that programs need not read it again.
  const startMs = Math.floor(nowMs / dayMs) * dayMs;
  const [fromMs, untilMs] = [startMs - pastMs, startMs + aheadMs];
  const duty = paging.duty(journal.enrolment.people());
  const byRota = overridesByRota(journal.rotas.overridesBetween(fromMs, untilMs));
  const { rotaId } = subscription;
  const mayHave = (rota: Rota) =>
    takersOf(rota, duty).some((key) => personIdOf(key) === person.id) ||
    byRota.get(rota.id)?.some(({ taker }) => taker === person.id) === true;
  const chosen = duty.rotas.filter((rota) =>
    rotaId === null ? mayHave(rota) : rota.id === rotaId,
  );
  const rotas: Parameters<typeof toCalendar>[0]['rotas'][number][] = [];
  let shiftCount = 0;
  await inTurns(chosen, (rota) => {
    const overrides = byRota.get(rota.id) ?? [];
    const shifts = wholeShiftsBetween(rota, overrides, fromMs, untilMs).filter(
      ({ people }) => rotaId !== null || people.includes(person.id),
    );
    // Whoever takes turns by the hour sees the first of them.
    const room = limits.calendarShifts - shiftCount;
    shiftCount += shifts.length;
    rotas.push({ rota, shifts: shifts.slice(0, Math.max(0, room)) });
  });
  return toCalendar({
    name: rotaId === null ? `On call: ${person.name}` : (chosen[0]?.name ?? 'On call'),
    ...{ rotas, nowMs, refreshMs },
    nameOf: (key) => duty.nameOf(key),
    only: rotaId === null ? person.id : null,
  });
}
