import { Temporal } from 'temporal-polyfill';
import { weekdays } from '../../business-week.ts';
import type { Layer, MemberKey, Rota, RotaOverride } from '../rota.ts';

/**
 * Who is on call at a moment, by the words of docs/on-call.md and with Temporal alone. Slow; shares no
 * code with the resolver.
 */
export function slowlyOnCall(
  rota: Rota,
  overrides: readonly RotaOverride[],
  atMs: number,
): MemberKey[] {
  const active = overrides.filter((one) => atMs >= one.fromMs && atMs < one.untilMs);
  const layer = rota.layers.findLast((one) => applies(one, rota.zone, atMs));
  const turns = layer ? turnsUnderWay(layer, rota.zone, atMs) : [];
  const absent = (person: MemberKey) =>
    active.some((one) => one.taker === null && one.insteadOf === person);
  let slots: { own: number; who: MemberKey; empty: boolean }[] = turns.map((turn) => {
    const own = turn % (layer?.people.length ?? 1);
    return { own, who: layer?.people[own] ?? '', empty: false };
  });
  for (const { taker, insteadOf } of active) {
    if (taker !== null && insteadOf === null) {
      slots = [{ own: slots[0]?.own ?? -1, who: taker, empty: false }];
      continue;
    }
    for (const slot of slots) {
      if (insteadOf !== null && slot.who !== insteadOf) continue;
      if (taker !== null) {
        slot.who = taker;
        slot.empty = false;
        continue;
      }
      if (slot.empty) continue;
      const next = stepsIn(layer?.people ?? [], slot, absent);
      if (next === null) slot.empty = true;
      else slot.who = next;
    }
  }
  return [...new Set(slots.filter((slot) => !slot.empty).map((slot) => slot.who))];
}

function stepsIn(
  people: readonly MemberKey[],
  { own, who }: { own: number; who: MemberKey },
  absent: (person: MemberKey) => boolean,
): MemberKey | null {
  if (own < 0) return null;
  let place = own;
  if (people[own] === who) place = own + 1;
  else if (people.includes(who)) place = people.indexOf(who) + 1;
  for (let tries = 0; tries < people.length; tries += 1) {
    const person = people[(place + tries) % people.length];
    if (person !== undefined && person !== who && !absent(person)) return person;
  }
  return null;
}

function timeOf(wall: Temporal.PlainDateTime, zone: string, disambiguation: 'earlier' | 'later') {
  return wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
}

function wallOf(zone: string, atMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDateTime();
}

/** Turns whose first moment has come and whose last one has not. */
function turnsUnderWay(layer: Layer, zone: string, atMs: number): number[] {
  const start = Temporal.PlainDateTime.from(layer.start);
  const minutes = start.until(wallOf(zone, atMs), { largestUnit: 'minutes' }).minutes;
  const middle = Math.floor(minutes / layer.turnMinutes);
  const spread = Math.ceil(1_600 / layer.turnMinutes);
  const turns: number[] = [];
  for (let turn = Math.max(0, middle - spread); turn <= middle + spread; turn += 1) {
    if (handOverOf(layer, zone, turn).first > atMs) continue;
    if (handOverOf(layer, zone, turn + 1).last > atMs) turns.push(turn);
  }
  return turns;
}

const handOvers = new WeakMap<Layer, Map<number, { first: number; last: number }>>();

/** When a turn begins; kept, since Temporal takes its time. */
function handOverOf(layer: Layer, zone: string, turn: number): { first: number; last: number } {
  const ofLayer = handOvers.get(layer) ?? new Map<number, { first: number; last: number }>();
  handOvers.set(layer, ofLayer);
  const known = ofLayer.get(turn);
  if (known) return known;
  const start = Temporal.PlainDateTime.from(layer.start);
  const wall = start.add({ minutes: turn * layer.turnMinutes });
  const fresh = { first: timeOf(wall, zone, 'earlier'), last: timeOf(wall, zone, 'later') };
  ofLayer.set(turn, fresh);
  return fresh;
}

function applies(layer: Layer, zone: string, atMs: number): boolean {
  const start = Temporal.PlainDateTime.from(layer.start);
  if (timeOf(start, zone, 'earlier') > atMs) return false;
  if (layer.restrictions.length === 0) return true;
  const today = wallOf(zone, atMs).toPlainDate();
  return layer.restrictions.some(({ days, from, until }) => {
    for (let back = 3; back >= -2; back -= 1) {
      const day = today.subtract({ days: back });
      if (!days.includes(weekdays[day.dayOfWeek - 1] ?? 'monday')) continue;
      const begin = day.toPlainDateTime(from);
      let end =
        until === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(until);
      if (Temporal.PlainDateTime.compare(end, begin) <= 0) end = end.add({ days: 1 });
      if (timeOf(begin, zone, 'earlier') <= atMs && atMs < timeOf(end, zone, 'later')) return true;
    }
    return false;
  });
}
