import { absentOf, holdersOf, peopleAfter } from './places.ts';
import type { Holders } from './places.ts';
import type { MemberKey, Rota, RotaOverride } from './rota.ts';
import { changesOf, isWithinSpans, toTurnTable, turnsAt } from './turns.ts';
import type { TurnTable } from './turns.ts';
import { clockOf } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A rota whose times are read once. */
interface ReadRota {
  clock: ZoneClock;
  tables: readonly TurnTable[];
}

const readRotas = new WeakMap<Rota, ReadRota>();

function read(rota: Rota): ReadRota {
  const known = readRotas.get(rota);
  if (known) return known;
  const fresh = { clock: clockOf(rota.zone), tables: rota.layers.map(toTurnTable) };
  readRotas.set(rota, fresh);
  return fresh;
}

/** The layer that counts at a moment: the last one that applies. Null when none does. */
function layerAt({ clock, tables }: ReadRota, timeMs: number) {
  for (let index = tables.length - 1; index >= 0; index -= 1) {
    const table = tables[index];
    const turns = table ? turnsAt(table, clock, timeMs) : [];
    if (table && turns.length > 0 && isWithinSpans(table, clock, timeMs)) return { table, turns };
  }
  return null;
}

function overridesAt(overrides: readonly RotaOverride[], timeMs: number): readonly RotaOverride[] {
  return overrides.filter(({ fromMs, untilMs }) => fromMs <= timeMs && timeMs < untilMs);
}

/** Who is on call at a moment. Overrides in the order in which they were added; times in epoch ms. */
export function holdersAt(rota: Rota, overrides: readonly RotaOverride[], timeMs: number): Holders {
  const layer = layerAt(read(rota), timeMs);
  return holdersOf(layer?.table ?? null, layer?.turns ?? [], overridesAt(overrides, timeMs));
}

/** Who steps in when those on call do not answer: see `backupAt`. */
export function nextInTurnAt(
  rota: Rota,
  overrides: readonly RotaOverride[],
  timeMs: number,
): MemberKey | null {
  const readRota = read(rota);
  const { clock, tables } = readRota;
  const layer = layerAt(readRota, timeMs);
  if (!layer) return null;
  const active = overridesAt(overrides, timeMs);
  const { people: onCall } = holdersOf(layer.table, layer.turns, active);
  const absent = absentOf(active);
  const isFree = (one: MemberKey) => !absent.has(one) && !onCall.includes(one);
  const below = tables.slice(0, tables.indexOf(layer.table)).toReversed();
  for (const table of [layer.table, ...below]) {
    const turn = turnsAt(table, clock, timeMs).at(-1);
    const holder = turn === undefined ? undefined : table.people[turn % table.people.length];
    if (turn === undefined || holder === undefined) continue;
    const after = peopleAfter(table, turn, holder);
    // In a layer below nobody is on call, so its own turn comes first.
    const inOrder = table === layer.table ? after : [holder, ...after];
    const next = inOrder.find(isFree);
    if (next !== undefined) return next;
  }
  return null;
}

/** Times in `(fromMs, untilMs]` at which somebody else may come on call, in order. */
export function changesBetween(
  rota: Rota,
  overrides: readonly RotaOverride[],
  fromMs: number,
  untilMs: number,
): number[] {
  const { clock, tables } = read(rota);
  const changes = tables.flatMap((table) => changesOf(table, clock, fromMs, untilMs));
  for (const override of overrides) {
    for (const timeMs of [override.fromMs, override.untilMs]) {
      if (fromMs < timeMs && timeMs <= untilMs) changes.push(timeMs);
    }
  }
  const inOrder = [...Float64Array.from(changes).sort()];
  return inOrder.filter((timeMs, index) => timeMs !== inOrder[index - 1]);
}
