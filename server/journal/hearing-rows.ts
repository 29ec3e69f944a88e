import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import {
  isFollowed,
  pageSubject,
  ringingPages,
  unheardToChannelsMs,
  unheardToNextMs,
} from '../domain/paging/hearing.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { DueTable } from './due-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Events that change pages, and with which none of them begins or ceases to ring. */
const harmless: ReadonlySet<VisibleEvent['type']> = new Set([
  'page.receipts',
  'page.written',
  'page.delivery',
  'page.unheard',
  'seat.planned',
  'seat.called',
  'person.paged',
]);

/** Acts that a laptop may do without its person. */
const automatic: ReadonlySet<VisibleEvent['type']> = new Set(['page.receipts', 'room.read']);

/**
 * When it is to be looked whether pages were heard. A row stands from the page until something of the
 * person's has sounded, they did something, nobody waits for them any more, or the next one is called.
 */
export class HearingRows {
  readonly #due: DueTable;
  readonly #told: Query<{ ringing_since: string }>;
  readonly #toldPut: Query<unknown>;
  readonly #toldRemove: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.#due = due;
    const told = db
      .selectFrom('unheard_pages')
      .select('ringing_since')
      .where('incident_id', '=', '')
      .where('person_id', '=', '');
    this.#told = bindQuery(statements, told.compile());
    this.#toldPut = bindQuery(
      statements,
      db
        .insertInto('unheard_pages')
        .values({ incident_id: '', person_id: '', ringing_since: '' })
        .onConflict((conflict) =>
          conflict
            .columns(['incident_id', 'person_id'])
            .doUpdateSet(({ ref }) => ({ ringing_since: ref('excluded.ringing_since') })),
        )
        .compile(),
    );
    this.#toldRemove = bindQuery(
      statements,
      db
        .deleteFrom('unheard_pages')
        .where('incident_id', '=', '')
        .where('person_id', '=', '')
        .compile(),
    );
  }

  /** Whether the hub waits for a page to be heard. */
  isAwaited(incidentId: string, personId: string): boolean {
    return this.#due.dueMs('page.hearing', pageSubject(incidentId, personId)) !== null;
  }

  /** For what concerns no incident by itself. */
  project(event: JournalEvent): void {
    if (event.type !== 'look.put-off' || event.kind !== 'page.hearing') return;
    this.#due.put('page.hearing', event.subject, Date.parse(event.until));
  }

  /** @param after the incident with the event in it */
  follow(event: VisibleEvent, before: Incident | undefined, after: Incident): void {
    if (before && !harmless.has(event.type)) this.#removeWhoIsNotCalled(before, after);
    if (isFollowed(after)) this.#listen(event, after);
    if (event.type === 'page.receipts') {
      if (event.stage === 'sounded' || event.stage === 'seen')
        this.#remove(after.id, event.personId);
    } else if (event.actor.kind === 'person' && !automatic.has(event.type)) {
      this.#remove(after.id, event.actor.personId);
    }
  }

  #listen(event: VisibleEvent, incident: Incident): void {
    switch (event.type) {
      case 'incident.opened':
        this.#put(incident, event.called.developer, event.at);
        this.#put(incident, event.called.sre, event.at);
        return;
      case 'seat.called': {
        const since = incident.seats[event.side].ringingSince;
        const isNew = (id: string) => this.#told.get(incident.id, id)?.ringing_since !== since;
        this.#put(incident, event.personIds.filter(isNew), event.at);
        return;
      }
      case 'seat.lease-ended':
      case 'person.paged':
        this.#put(incident, [event.personId], event.at);
        return;
      case 'page.unheard': {
        const { personId, side } = event;
        const subject = pageSubject(incident.id, personId);
        if (event.to === 'channels') {
          const restMs = unheardToNextMs - unheardToChannelsMs;
          this.#due.put('page.hearing', subject, Date.parse(event.at) + restMs);
        } else {
          this.#due.remove('page.hearing', subject);
          this.#toldPut.run(incident.id, personId, incident.seats[side].ringingSince);
        }
        return;
      }
      default:
    }
  }

  #put({ id }: Incident, personIds: readonly string[], at: string): void {
    if (personIds.length > limits.awaitedPages) return;
    const dueMs = Date.parse(at) + unheardToChannelsMs;
    for (const personId of personIds) {
      this.#due.put('page.hearing', pageSubject(id, personId), dueMs);
    }
  }

  #removeWhoIsNotCalled(before: Incident, after: Incident): void {
    if (!isFollowed(before)) return;
    const seatsStay = before.seats === after.seats && before.paged === after.paged;
    const isStillFollowed = isFollowed(after) && after.status !== 'resolved';
    if (seatsStay && isStillFollowed) return;
    const called = new Set(
      isStillFollowed ? ringingPages(after).map(({ page }) => page.personId) : [],
    );
    for (const { page } of ringingPages(before)) {
      if (!called.has(page.personId)) this.#remove(after.id, page.personId);
    }
  }

  /** The person was reached, or is not waited for. */
  #remove(incidentId: string, personId: string): void {
    this.#due.remove('page.hearing', pageSubject(incidentId, personId));
    this.#toldRemove.run(incidentId, personId);
  }
}
