import type { PageView } from '../../main/ipc/duty-views.ts';
import type { PersonView, SeatView } from '../../main/ipc/views.ts';
import { discOf, isHeard, isTrouble, nearMoment, type DiscState } from './receipt-words.ts';
import { nameOf, namesOf } from './seat-words.ts';

/** A seat on one line, as it is read at 03:00. */
export interface SeatLine {
  people: readonly { person: PersonView; disc: DiscState }[];
  who: string;
  how: string;
  /** `how` is a saying of its own, not the end of a sentence that `who` begins. */
  isApart: boolean;
  /** Nobody will come of it by itself. */
  isTrouble: boolean;
}

/** What a seat says of itself on one line: who, and how far the call has got. */
export function seatLineOf(seat: SeatView, nowMs: number): SeatLine {
  if (seat.state === 'held' && seat.hold !== null) return heldLine(seat.hold, nowMs);
  if (seat.state === 'acknowledged') return answeredLine(seat, nowMs);
  return ringingLine(seat);
}

function heldLine(hold: NonNullable<SeatView['hold']>, nowMs: number): SeatLine {
  const state = hold.kind === 'stand-down' ? 'Asleep' : 'Silent';
  return {
    people: [],
    who: `${state} until ${nearMoment(hold.until, nowMs)},`,
    how: holdReasonInWords(hold),
    isApart: false,
    isTrouble: false,
  };
}

const holdKinds = { 'stand-down': 'stood down', silence: 'silence', maintenance: 'maintenance' };

/** Why a seat is silent: "stood down by Ana: payments opens then". */
export function holdReasonInWords({ kind, by, reason }: NonNullable<SeatView['hold']>): string {
  const who = by === null ? '' : ` by ${by.isMe ? 'you' : by.name}`;
  return `${holdKinds[kind]}${who}${reason === '' ? '' : `: ${reason}`}`;
}

function answeredLine(seat: SeatView, nowMs: number): SeatLine {
  const { acknowledgedBy: holder, acknowledgedAt, leaseUntil } = seat;
  const since = acknowledgedAt === null ? '' : ` since ${nearMoment(acknowledgedAt, nowMs)}`;
  const isSoon = leaseUntil !== null && Date.parse(leaseUntil) > nowMs;
  const again = isSoon ? `, asked again ${leaseMoment(leaseUntil, nowMs)}` : '';
  return {
    people: holder === null ? [] : [{ person: holder, disc: 'up' }],
    who: holder === null ? 'Somebody' : nameOf(holder),
    how: `${holder?.isMe === true ? 'have' : 'has'} it${since}${again}`,
    isApart: false,
    isTrouble: false,
  };
}

/** "at 03:43" today, "Mon 09:00" on another day. */
function leaseMoment(instant: string, nowMs: number): string {
  const moment = nearMoment(instant, nowMs);
  return /^\d/.test(moment) ? `at ${moment}` : moment;
}

function ringingLine(seat: SeatView): SeatLine {
  const pages = byStanding(pagesOf(seat));
  const [first] = pages;
  if (first === undefined) {
    const how = seat.next === null ? 'is on call on this side' : 'could be called yet';
    return { people: [], who: 'Nobody', how, isApart: false, isTrouble: true };
  }
  const people = pages.map((page) => ({ person: page.person, disc: discOf(page) }));
  if (seat.askedAgain !== null) {
    const { isMe } = seat.askedAgain;
    const asked = pages.find(({ person }) => person.id === seat.askedAgain?.id) ?? first;
    const how = isMe ? 'had it. Still on it?' : `had it, is asked again: ${asked.words}`;
    const isAsleep = !isMe && isTrouble(asked);
    return { people, who: nameOf(seat.askedAgain), how, isApart: false, isTrouble: isAsleep };
  }
  // Their discs tell who cannot come: the words are for those who still may.
  const willing = pages.filter(({ standing }) => standing !== 'declined');
  const told = willing.length === 0 ? pages : willing;
  if (told.length === 1) {
    const who = nameOf(first.person);
    return { people, who, how: first.words, isApart: true, isTrouble: isTrouble(first) };
  }
  const isUnheard = told.every(isTrouble) || willing.length === 0;
  const who =
    told.length === 2
      ? namesOf(told.map(({ person }) => person))
      : `${nameOf(first.person)} and ${told.length - 1} more`;
  return { people, who, how: togetherInWords(told), isApart: true, isTrouble: isUnheard };
}

/** How far the call has got with several people. */
function togetherInWords(pages: readonly PageView[]): string {
  const heard = pages.filter(isHeard).length;
  const asleep = pages.filter(({ standing }) => standing === 'unreachable').length;
  const declined = pages.filter(({ standing }) => standing === 'declined').length;
  if (declined === pages.length) return 'none of them can come';
  if (asleep === pages.length) return 'none of them can be reached';
  const words = heard === 0 ? 'nobody heard it yet' : `${heard} of ${pages.length} heard it`;
  return asleep === 0 ? words : `${words}, ${asleep} unreachable`;
}

const order = [
  ...['acknowledged', 'seen', 'sounded', 'shown', 'received', 'written'],
  ...['unheard', 'unreachable', 'declined'],
];

/** Who is nearest to answering first. */
export function byStanding(pages: readonly PageView[]): PageView[] {
  return pages.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
}

/** Pages of a seat; of people whose receipts have not come yet only that they are called. */
export function pagesOf(seat: SeatView): readonly PageView[] {
  if (seat.pages.length > 0) return seat.pages;
  return seat.called.map(({ heard, ...person }) => ({
    person,
    pagedAt: seat.ringingSince,
    standing: heard ? 'sounded' : 'written',
    words: heard ? 'laptop rings' : 'is being called',
    devices: [],
    deliveries: [],
  }));
}

/** What stands before the countdown: "next: Bo", "again: Ana and Bo"; null when nothing comes. */
export function nextInWords({ next, called }: Pick<SeatView, 'next' | 'called'>): string | null {
  if (next === null) return null;
  if (next.people.length === 0) return 'next';
  const isAgain = next.people.every(({ id }) => called.some((one) => one.id === id));
  const [first, second] = next.people;
  if (isAgain && next.people.length > 2 && next.people.length === called.length) {
    return 'again: all';
  }
  const names = first && !second ? shortName(first) : severalInWords(next.people);
  return `${isAgain ? 'again' : 'next'}: ${names}`;
}

function severalInWords(people: readonly PersonView[]): string {
  const [first, second] = people;
  if (!first || !second) return '';
  if (people.length === 2) return `${shortName(first)} and ${shortName(second)}`;
  return `${shortName(first)} and ${people.length - 1} more`;
}

/** A name as colleagues call it, where there is little room; the whole of it stands in the details. */
function shortName(person: PersonView): string {
  if (person.isMe) return 'you';
  return person.name.split(/\s+/)[0] || person.name;
}
