import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Callees } from './callees.ts';
import { CountedRow } from './counted-row.ts';
import { Measures } from './measures.ts';
import type { CallFact, ExtensionFact, IncidentFact, StopgapFact } from './facts.ts';
import { Nights } from './night.ts';
import type { Rest } from './night.ts';
import { Places } from './places.ts';
import type { Place, PlacesOptions } from './places.ts';

export interface TallyOptions extends PlacesOptions {
  /** What the short numbers of the facts mean. */
  service: (number: number) => string;
  person: (number: number) => string;
  callees: (number: number) => Callees;
  restOf: (personId: string) => Rest;
}

/** A person while their pages are counted. */
interface Called {
  row: CountedRow;
  nights: Nights;
}

/**
 * Counts what happened in a span of time. Calls come first, then incidents, in any order; at last the
 * durations are taken. `PageFigures` and `Figures` say what counts where.
 */
export class Tally {
  readonly places: Places;
  readonly people = new Map<string, Called>();
  readonly acknowledgements = new Measures('acknowledge');
  readonly mitigations = new Measures('mitigate');
  readonly #options: TallyOptions;
  readonly #placeOf = new Map<number, Place>();
  readonly #calledBy = new Map<number, Record<Side, Called[]>>();
  /** Numbers of incidents for which the person who was asked for was called later. */
  readonly #calledLater = new Set<number>();

  constructor(options: TallyOptions) {
    this.#options = options;
    this.places = new Places(options);
  }

  takeCall({ atMs, number, service, callees }: CallFact): void {
    const called = this.#called(callees);
    this.#page(this.#place(service), atMs, called);
    if (!isNone(called)) this.#calledLater.add(number);
  }

  takeIncident(fact: IncidentFact): void {
    const { weeks, filter } = this.#options;
    const place = this.#place(fact.service);
    if (place.incident.length === 0) return;
    const called = this.#called(fact.callees);
    this.#page(place, fact.openedMs, called);
    const isAlien = isNone(called) && !this.#calledLater.has(fact.number);
    if (filter.personId !== undefined && isAlien) return;
    const week = weeks.indexOf(fact.openedMs);
    for (const row of place.incident) {
      row.add('incidents', week);
      if (fact.isNoise === 1) row.add('noise', week);
    }
    if (fact.developerAfterMs === null) {
      for (const row of place.seats.developer) row.add('unanswered', week);
    }
    if (fact.mitigatedAfterMs !== null) {
      this.mitigations.announce(week, fact.mitigatedAfterMs, place.incident);
    }
    this.#acknowledge(place.seats.developer, week, fact.developerAfterMs, fact.developerBy);
    this.#acknowledge(place.seats.sre, week, fact.sreAfterMs, fact.sreBy);
  }

  takeStopgap({ installedMs, endedMs, service, owner }: StopgapFact): void {
    const { weeks } = this.#options;
    const rows = this.#isAskedFor(owner) ? this.#place(service).seats.developer : [];
    const first = weeks.indexOf(installedMs);
    for (const row of rows) {
      if (installedMs >= weeks.sinceMs) row.add('stopgapsInstalled', first);
      for (let week = Math.max(0, first); week < weeks.count; week += 1) {
        if (endedMs !== null && endedMs < weeks.endMs(week)) break;
        row.addToCell('stopgapsOpen', week);
        if (week === weeks.count - 1) row.addToCell('stopgapsOpen', weeks.count);
      }
    }
  }

  takeExtension({ atMs, service, owner }: ExtensionFact): void {
    const rows = this.#isAskedFor(owner) ? this.#place(service).seats.developer : [];
    for (const row of rows) row.add('stopgapsExtended', this.#options.weeks.indexOf(atMs));
  }

  #acknowledge(
    rows: readonly CountedRow[],
    week: number,
    afterMs: number | null,
    by: number | null,
  ): void {
    if (afterMs === null || by === null || rows.length === 0 || !this.#isAskedFor(by)) return;
    const { row } = this.#person(this.#options.person(by));
    this.acknowledgements.announce(week, afterMs, rows, row);
  }

  #page({ seats }: Place, atMs: number, called: Record<Side, Called[]>): void {
    const week = this.#options.weeks.indexOf(atMs);
    for (const side of sides) {
      const rows = seats[side];
      if (rows.length === 0 || called[side].length === 0) continue;
      let nightPages = 0;
      for (const { row, nights } of called[side]) {
        row.add('pages', week);
        if (!nights.includes(atMs)) continue;
        row.add('nightPages', week);
        nightPages += 1;
      }
      for (const row of rows) {
        row.add('pages', week, called[side].length);
        if (nightPages > 0) row.add('nightPages', week, nightPages);
      }
    }
  }

  #isAskedFor(person: number | null): boolean {
    const { personId } = this.#options.filter;
    if (personId === undefined) return true;
    return person !== null && this.#options.person(person) === personId;
  }

  #place(service: number): Place {
    const known = this.#placeOf.get(service);
    if (known) return known;
    const place = this.places.of(this.#options.service(service));
    this.#placeOf.set(service, place);
    return place;
  }

  /** Those of a list whose pages count. */
  #called(callees: number): Record<Side, Called[]> {
    const known = this.#calledBy.get(callees);
    if (known) return known;
    const { filter } = this.#options;
    const list = this.#options.callees(callees);
    const onSide = (side: Side): Called[] =>
      list[side]
        .filter((id) => this.places.isAskedFor(side) && (filter.personId ?? id) === id)
        .map((id) => this.#person(id));
    const called = { developer: onSide('developer'), sre: onSide('sre') };
    this.#calledBy.set(callees, called);
    return called;
  }

  #person(id: string): Called {
    const known = this.people.get(id);
    if (known) return known;
    const { weeks, restOf } = this.#options;
    const nights = new Nights(restOf(id), weeks.sinceMs, weeks.untilMs);
    const person = { row: new CountedRow(weeks), nights };
    this.people.set(id, person);
    return person;
  }
}

function isNone(called: Record<Side, readonly Called[]>): boolean {
  return sides.every((side) => called[side].length === 0);
}
