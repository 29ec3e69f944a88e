import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockChanges, dayMs, minuteMs, zones } from '../testing/wall-clock.ts';
import { holdersAt } from './moment.ts';
import { nextShift, onCallAt, shiftsBetween } from './on-call.ts';
import type { Rota, RotaOverride, Shift } from './rota.ts';
import { fromMs, overridesIn, rotaIn, unrestrictedRotaIn } from './testing/random-rotas.ts';
import { slowlyOnCall } from './testing/slow-walk.ts';
import { clockOf } from './zone-clock.ts';

/** One random example for every zone, the same ones each time. */
function examples<Value>(arbitrary: (zone: string) => fc.Arbitrary<Value>) {
  return zones.map((zone, index) => {
    const [value] = fc.sample(arbitrary(zone), { numRuns: 1, seed: 5 * index + 3 });
    if (value === undefined) throw new Error('fast-check gave no example');
    return { zone, value };
  });
}

/** Times near each change of the clock, and some others, of two years. */
function timesIn(zone: string): number[] {
  const stepMs = 79 * dayMs + 97 * minuteMs;
  const plain = Array.from({ length: 9 }, (_, index) => fromMs + index * stepMs);
  return [...plain, ...exactChanges(zone).flatMap((change) => nearTo(change))];
}

function nearTo(changeMs: number): number[] {
  const minutes = [-60, -45, -30, 0, 15, 30, 75];
  return [changeMs - 1, ...minutes.map((minute) => changeMs + minute * minuteMs)];
}

/** Changes of a zone's clock in the two years, to the millisecond. */
function exactChanges(zone: string): number[] {
  return clockChanges(zone, 2026, 2028).map((aroundMs) => {
    const clock = clockOf(zone);
    const offset = (timeMs: number) => clock.wallAt(timeMs) - timeMs;
    let low = aroundMs;
    let high = aroundMs + 10 * dayMs;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === offset(aroundMs)) low = middle;
      else high = middle;
    }
    return high;
  });
}

/** A few weeks around a change of the clock, or of any, for what is read as a list. */
function spanIn(zone: string): { sinceMs: number; beforeMs: number } {
  const change = exactChanges(zone)[0] ?? fromMs + 200 * dayMs;
  return { sinceMs: change - 5 * dayMs, beforeMs: change + 10 * dayMs };
}

type Example = { rota: Rota; overrides: RotaOverride[] };

function withOverrides(zone: string): fc.Arbitrary<Example> {
  const { sinceMs, beforeMs } = spanIn(zone);
  return fc.record({ rota: rotaIn(zone), overrides: overridesIn(sinceMs, beforeMs) });
}

function at(zone: string, timeMs: number): string {
  return `${zone} ${new Date(timeMs).toISOString()}`;
}

describe('in every zone, over two years', { timeout: 120_000 }, () => {
  test('the resolver agrees with an independent slow walk', () => {
    const wrong: string[] = [];
    for (const { zone, value } of examples(withOverrides)) {
      const edges = value.overrides.flatMap((one) => [one.fromMs, one.untilMs]);
      const atEdges = edges.flatMap((edge) => [edge - 1, edge]);
      for (const timeMs of [...timesIn(zone), ...atEdges]) {
        const { people } = holdersAt(value.rota, value.overrides, timeMs);
        const slow = slowlyOnCall(value.rota, value.overrides, timeMs);
        if (people.join() !== slow.join())
          wrong.push(`${at(zone, timeMs)}: ${people.join()}, slowly ${slow.join()}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('no gap where a layer always applies, and no double but where a hand-over is repeated or left out', () => {
    const wrong: string[] = [];
    for (const { zone, value } of examples(unrestrictedRotaIn)) {
      const changes = exactChanges(zone);
      for (const timeMs of timesIn(zone)) {
        const { people } = holdersAt(value, [], timeMs);
        if (people.length === 0) wrong.push(`${at(zone, timeMs)}: gap`);
        const isNear = changes.some((change) => Math.abs(change - timeMs) <= 125 * minuteMs);
        if (people.length > 1 && !isNear) wrong.push(`${at(zone, timeMs)}: ${people.join()}`);
      }
      for (const shift of shiftsBetween(value, [], fromMs, fromMs + 400 * dayMs)) {
        if (shift.people.length === 0) wrong.push(`${at(zone, shift.fromMs)}: gap in the list`);
        if (shift.people.length > 1 && !changes.some((change) => isWithin(shift, change)))
          wrong.push(`${at(zone, shift.fromMs)}: ${shift.people.join()} in the list`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('one moment, a list of shifts and the next shift tell the same story', () => {
    const wrong: string[] = [];
    for (const { zone, value } of examples(withOverrides)) {
      const { rota, overrides } = value;
      const { sinceMs, beforeMs } = spanIn(zone);
      const shifts = shiftsBetween(rota, overrides, sinceMs, beforeMs);
      wrong.push(...holesIn(shifts, sinceMs, beforeMs).map((hole) => `${zone}: ${hole}`));
      for (const [index, shift] of shifts.entries()) {
        const now = onCallAt(rota, overrides, shift.fromMs);
        const isSame =
          now.people.join() === shift.people.join() &&
          now.overrideId === shift.overrideId &&
          (index === 0 ? now.fromMs <= sinceMs : now.fromMs === shift.fromMs) &&
          (index === shifts.length - 1 ? now.untilMs >= beforeMs : now.untilMs === shift.untilMs);
        if (!isSame) wrong.push(`${at(zone, shift.fromMs)}: ${now.people.join()}`);
        const other = shifts
          .slice(index + 1)
          .find((one) => one.people.join() !== now.people.join());
        const next = nextShift(rota, overrides, shift.fromMs);
        if (other && (next?.fromMs !== other.fromMs || next.people.join() !== other.people.join()))
          wrong.push(`${at(zone, shift.fromMs)}: next ${next?.people.join() ?? 'nobody'}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('a swap moves each time to the other one, and nothing else', () => {
    const wrong: string[] = [];
    let swaps = 0;
    for (const { zone, value } of examples(rotaIn)) {
      const { sinceMs, beforeMs } = spanIn(zone);
      const before = shiftsBetween(value, [], sinceMs, beforeMs);
      const give = before.find(({ people }) => people.length === 1);
      const [giver = ''] = give?.people ?? [];
      const take = before.findLast(({ people }) => people.length === 1 && people[0] !== giver);
      const [taker = ''] = take?.people ?? [];
      if (!give || !take) continue;
      swaps += 1;
      const after = shiftsBetween(
        value,
        [swapped(give, taker, giver), swapped(take, giver, taker)],
        sinceMs,
        beforeMs,
      );
      const changedMs = lengthOf(give) - lengthOf(take);
      const isMoved =
        timeOf(after, giver) === timeOf(before, giver) - changedMs &&
        timeOf(after, taker) === timeOf(before, taker) + changedMs;
      const others = new Set(before.flatMap(({ people }) => people));
      const isSame = [...others]
        .filter((one) => one !== giver && one !== taker)
        .every((one) => timeOf(after, one) === timeOf(before, one));
      if (!isMoved || !isSame) wrong.push(`${zone}: ${giver} and ${taker}`);
      if (timeOf(after, null) !== timeOf(before, null)) wrong.push(`${zone}: another gap`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(swaps).toBeGreaterThan(zones.length / 4);
  });
});

function swapped(shift: Shift, taker: string, insteadOf: string): RotaOverride {
  const { fromMs, untilMs } = shift;
  return { id: `${taker} for ${insteadOf}`, fromMs, untilMs, taker, insteadOf };
}

function lengthOf({ fromMs, untilMs }: Shift): number {
  return untilMs - fromMs;
}

/** How long somebody, or with null nobody, is on call. */
function timeOf(shifts: readonly Shift[], person: string | null): number {
  return shifts
    .filter(({ people }) => (person === null ? people.length === 0 : people.includes(person)))
    .reduce((sum, shift) => sum + lengthOf(shift), 0);
}

function isWithin(shift: Shift, changeMs: number): boolean {
  return shift.fromMs - 125 * minuteMs <= changeMs && changeMs <= shift.untilMs + 125 * minuteMs;
}

/** What is wrong with a list that is to cover a span. */
function holesIn(shifts: readonly Shift[], sinceMs: number, beforeMs: number): string[] {
  const holes: string[] = [];
  if (shifts[0]?.fromMs !== sinceMs || shifts.at(-1)?.untilMs !== beforeMs) holes.push('ends');
  for (const [index, shift] of shifts.entries()) {
    const next = shifts[index + 1];
    if (shift.fromMs >= shift.untilMs) holes.push('no time at all');
    if (next && next.fromMs !== shift.untilMs) holes.push('hole');
    if (next && next.people.join() === shift.people.join() && next.overrideId === shift.overrideId)
      holes.push('not merged');
  }
  return holes;
}
