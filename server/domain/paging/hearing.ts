import type { Incident, Seat } from '../../protocol/incident.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import { limits } from '../../protocol/limits.ts';
import type { Page } from '../../protocol/paging.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import { defaultPagingSettings } from './settings.ts';

/**
 * So soon after a page its channels are called, and the next person, unless something has sounded. No
 * setting of the config: the rows that remember it are made from events alone.
 */
export const { unheardToChannelsMs, unheardToNextMs } = defaultPagingSettings;

const followed: readonly Severity[] = ['critical', 'error'];

/** Whether it matters within seconds that a page is heard. */
export function isFollowed({ severity }: Pick<Incident, 'severity'>): boolean {
  return followed.includes(severity);
}

/** A page with the seat that it is for. */
export interface SeatPage {
  side: Side;
  seat: Seat;
  page: Page;
}

/** Pages of an incident that call somebody now: those of seats that ring, and of people paged by name. */
export function ringingPages(incident: Incident): SeatPage[] {
  if (incident.status === 'resolved') return [];
  return sides.flatMap((side) => {
    const seat = incident.seats[side];
    return seat.pages
      .filter((page) => isRinging(incident, seat, page))
      .map((page) => ({ side, seat, page }));
  });
}

/** The page of a person that calls them now. */
export function ringingPageOf(incident: Incident, personId: string): SeatPage | undefined {
  if (incident.status === 'resolved') return undefined;
  for (const side of sides) {
    const seat = incident.seats[side];
    const page = seat.pages.find((one) => one.personId === personId);
    if (page && isRinging(incident, seat, page)) return { side, seat, page };
  }
  return undefined;
}

function isRinging({ paged }: Incident, { state }: Seat, page: Page): boolean {
  if (page.isDeclined) return false;
  return state === 'ringing' || Object.hasOwn(paged, page.personId);
}

export interface Listening {
  /** Undefined when the person is not called any more. */
  page: SeatPage | undefined;
  nowMs: number;
  /** Epoch ms at which this process of the hub began. */
  hubSinceMs: number;
}

/** What should not be listened for any more is looked at again after a day, and not at once for ever. */
const strayMs = 24 * 60 * 60 * 1_000;

/**
 * What becomes of a page that nothing has sounded for in time: the person's channels are called, then
 * the next person. A page of an incident from before the hub's own absence has the whole time again once
 * laptops had time to come back: they could not tell of it. Always one event, which moves or ends the listening.
 */
export function listenFor(
  incident: Pick<Incident, 'id' | 'openedAt'>,
  personId: string,
  { page: found, nowMs, hubSinceMs }: Listening,
): NewEvent {
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  const putOff = (untilMs: number): NewEvent => ({
    ...{ ...base, type: 'look.put-off', kind: 'page.hearing' },
    ...{ subject: pageSubject(incident.id, personId), until: toInstant(untilMs) },
  });
  if (!found) return putOff(nowMs + strayMs);
  const { side, page } = found;
  const afterAbsenceMs = hubSinceMs + limits.linkReturnMs + unheardToChannelsMs;
  const isFromBefore = Date.parse(incident.openedAt) < hubSinceMs;
  const isWithin = Date.parse(page.at) < hubSinceMs + limits.linkReturnMs;
  if (isFromBefore && isWithin && nowMs < afterAbsenceMs) return putOff(afterAbsenceMs);
  const to = page.isUnheard ? 'next' : 'channels';
  return { ...base, type: 'page.unheard', incidentId: incident.id, side, personId, to };
}

/** How the due rows name a page. */
export function pageSubject(incidentId: string, personId: string): string {
  return `${incidentId}/${personId}`;
}

/** @returns ids of the incident and of the person */
export function readPageSubject(subject: string): [incidentId: string, personId: string] {
  const [incidentId = '', personId = ''] = subject.split('/');
  return [incidentId, personId];
}
