import { changesBetween, holdersAt, nextInTurnAt } from './moment.ts';
import type { Holders } from './places.ts';
import type { MemberKey, Rota, RotaOverride, Shift } from './rota.ts';
import { startOfYear } from './zone-clock.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** How far to look at once: first what is near, since most shifts are short. */
const looksMs = [dayMs, 8 * dayMs, 64 * dayMs, 512 * dayMs, 1_024 * dayMs];

/**
 * Who is on call at a time, since when and until when. Overrides in the order in which they were
 * added. A shift that lasts longer is cut at the start (UTC) of the year before and of the year after
 * next.
 */
export function onCallAt(rota: Rota, overrides: readonly RotaOverride[], atMs: number): Shift {
  const holders = holdersAt(rota, overrides, atMs);
  const isOther = (timeMs: number) => !isSame(holders, holdersAt(rota, overrides, timeMs));
  const earliestMs = startOfYear(atMs, -1);
  const latestMs = startOfYear(atMs, 2);
  let fromMs = earliestMs;
  for (const [sinceMs, beforeMs] of spansBefore(atMs, earliestMs)) {
    const changes = changesBetween(rota, overrides, sinceMs, beforeMs);
    const begin = changes.findLast((timeMs) => isOther(timeMs - 1));
    if (begin === undefined) continue;
    fromMs = begin;
    break;
  }
  let untilMs = latestMs;
  for (const [sinceMs, beforeMs] of spansAfter(atMs, latestMs)) {
    const end = changesBetween(rota, overrides, sinceMs, beforeMs).find(isOther);
    if (end === undefined) continue;
    untilMs = end;
    break;
  }
  return { ...holders, fromMs, untilMs };
}

/**
 * Shifts that cover a span without a hole; the first and the last are cut at its ends. What follows
 * itself is one shift; nobody on call is a shift without people.
 */
export function shiftsBetween(
  rota: Rota,
  overrides: readonly RotaOverride[],
  fromMs: number,
  untilMs: number,
): Shift[] {
  if (fromMs >= untilMs) return [];
  const shifts: Shift[] = [];
  let current = { ...holdersAt(rota, overrides, fromMs), fromMs, untilMs };
  for (const timeMs of changesBetween(rota, overrides, fromMs, untilMs - 1)) {
    const holders = holdersAt(rota, overrides, timeMs);
    if (isSame(current, holders)) continue;
    shifts.push({ ...current, untilMs: timeMs });
    current = { ...holders, fromMs: timeMs, untilMs };
  }
  return [...shifts, current];
}

/** The same shifts as wholes: the first begins, and the last ends, where they do outside of the span. */
export function wholeShiftsBetween(
  rota: Rota,
  overrides: readonly RotaOverride[],
  fromMs: number,
  untilMs: number,
): Shift[] {
  const shifts = shiftsBetween(rota, overrides, fromMs, untilMs);
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (!first || !last) return shifts;
  const begin = onCallAt(rota, overrides, first.fromMs);
  const end = onCallAt(rota, overrides, last.fromMs);
  return first === last ? [begin] : [begin, ...shifts.slice(1, -1), end];
}

/**
 * The first shift after the one at `atMs` that has other people, or nobody, as a whole. Null when there
 * is none until the start (UTC) of the year after next.
 */
export function nextShift(
  rota: Rota,
  overrides: readonly RotaOverride[],
  atMs: number,
): Shift | null {
  const now = holdersAt(rota, overrides, atMs);
  for (const [sinceMs, beforeMs] of spansAfter(atMs, startOfYear(atMs, 2))) {
    for (const timeMs of changesBetween(rota, overrides, sinceMs, beforeMs)) {
      const { people } = holdersAt(rota, overrides, timeMs);
      if (!hasSamePeople(now.people, people)) return onCallAt(rota, overrides, timeMs);
    }
  }
  return null;
}

/**
 * Whom a policy's `backup` names when the team has no rota of that level: who comes next in the turn of
 * the layer that counts and is neither absent nor on call; without one, whose turn it is in the layers
 * below. Null when there is nobody, or no layer applies.
 */
export function backupAt(
  rota: Rota,
  overrides: readonly RotaOverride[],
  atMs: number,
): MemberKey | null {
  return nextInTurnAt(rota, overrides, atMs);
}

function isSame(one: Holders, other: Holders): boolean {
  return one.overrideId === other.overrideId && hasSamePeople(one.people, other.people);
}

function hasSamePeople(some: readonly MemberKey[], others: readonly MemberKey[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

/** Spans that follow on each other until a time, with their ends. */
function* spansAfter(atMs: number, latestMs: number): Generator<[fromMs: number, untilMs: number]> {
  let fromMs = atMs;
  for (const lookMs of looksMs) {
    const untilMs = Math.min(atMs + lookMs, latestMs);
    if (fromMs < untilMs) yield [fromMs, untilMs];
    fromMs = untilMs;
  }
}

/** The same backwards: `atMs` itself is in the first of them. */
function* spansBefore(
  atMs: number,
  earliestMs: number,
): Generator<[fromMs: number, untilMs: number]> {
  let untilMs = atMs;
  for (const lookMs of looksMs) {
    const fromMs = Math.max(atMs - lookMs, earliestMs);
    if (fromMs < untilMs) yield [fromMs, untilMs];
    untilMs = fromMs;
  }
}
