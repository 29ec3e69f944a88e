import type { MemberKey, RotaOverride } from './rota.ts';
import type { TurnTable } from './turns.ts';

const noPeople: readonly MemberKey[] = [];

/** Who is on call at a moment, and what made it so. */
export interface Holders {
  people: readonly MemberKey[];
  overrideId: string | null;
}

/** A place of a rota: one turn's, or the only one when an override filled an empty rota. */
interface Place {
  /** Null: no layer applies. */
  turn: number | null;
  holder: MemberKey;
  /** False when nobody could step in for a holder who is absent. */
  isHeld: boolean;
}

/**
 * Applies the overrides of a moment, in the order in which they were added, to the turns of the layer
 * that counts. `table` is null when none does.
 */
export function holdersOf(
  table: TurnTable | null,
  turns: readonly number[],
  overrides: readonly RotaOverride[],
): Holders {
  let places = table ? placesOf(table, turns) : [];
  let overrideId: string | null = null;
  for (const override of overrides) {
    const next = applyOverride(places, override, table, overrides);
    if (next === places) continue;
    places = next;
    overrideId = override.id;
  }
  const people = places.filter(({ isHeld }) => isHeld).map(({ holder }) => holder);
  return { people: people.length > 1 ? [...new Set(people)] : people, overrideId };
}

function placesOf({ people }: TurnTable, turns: readonly number[]): Place[] {
  return turns.flatMap((turn) => {
    const holder = people[turn % people.length];
    return holder === undefined ? [] : [{ turn, holder, isHeld: true }];
  });
}

/** The places after an override; the same ones when it changes nothing. */
function applyOverride(
  places: Place[],
  { taker, insteadOf }: RotaOverride,
  table: TurnTable | null,
  overrides: readonly RotaOverride[],
): Place[] {
  if (insteadOf === null) {
    if (taker === null) {
      if (!places.some(({ isHeld }) => isHeld)) return places;
      return places.map((place) => (place.isHeld ? passedOn(place, table, overrides) : place));
    }
    const isTheirs = places.every(({ holder, isHeld }) => isHeld && holder === taker);
    if (places.length > 0 && isTheirs) return places;
    return [{ turn: places[0]?.turn ?? null, holder: taker, isHeld: true }];
  }
  if (!places.some(({ holder, isHeld }) => holder === insteadOf && (isHeld || taker !== null)))
    return places;
  return places.map((place) => {
    if (place.holder !== insteadOf) return place;
    if (taker !== null) return { ...place, holder: taker, isHeld: true };
    return place.isHeld ? passedOn(place, table, overrides) : place;
  });
}

/** Everybody who is absent at the moment of these overrides. */
export function absentOf(overrides: readonly RotaOverride[]): ReadonlySet<MemberKey> {
  const absent = new Set<MemberKey>();
  for (const { taker, insteadOf } of overrides) {
    if (taker === null && insteadOf !== null) absent.add(insteadOf);
  }
  return absent;
}

/** Gives a place to the next of the layer's people who is there, and is not its holder. */
function passedOn(
  place: Place,
  table: TurnTable | null,
  overrides: readonly RotaOverride[],
): Place {
  const absent = absentOf(overrides);
  const inOrder =
    table && place.turn !== null ? peopleAfter(table, place.turn, place.holder) : noPeople;
  const holder = inOrder.find((one) => one !== place.holder && !absent.has(one));
  return holder === undefined ? { ...place, isHeld: false } : { ...place, holder };
}

/**
 * A layer's people in the order in which they step in for somebody in a turn: from the one after them.
 * For somebody who is not of the layer, from the one whose turn it is.
 */
export function peopleAfter(
  { people }: TurnTable,
  turn: number,
  holder: MemberKey,
): readonly MemberKey[] {
  const own = turn % people.length;
  const after = people[own] === holder ? own + 1 : people.indexOf(holder) + 1 || own;
  return [...people.slice(after), ...people.slice(0, after)];
}
