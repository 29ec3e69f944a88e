import { cutText, readableText } from '../protocol/attachment-content.ts';
import type { Side } from '../protocol/identity.ts';
import type { ChannelKind } from '../protocol/paging.ts';
import type { Severity } from '../protocol/severity.ts';

/** Who of a side is up or called. */
export interface SeatSummary {
  side: Side;
  state: 'ringing' | 'acknowledged' | 'held';
  /** Names: of the one who has the seat, else of those who are called. */
  names: string[];
}

/** One incident that a message is about. */
export interface MessagePage {
  incidentId: string;
  number: number;
  service: string;
  severity: Severity;
  title: string;
  openedAt: string;
  /** The seat that the person is to take. */
  side: Side;
  seats: SeatSummary[];
  /** Token of the link by which the person may answer; known to nobody but whoever gets the message. */
  token: string;
}

/** What one person is told over one of their channels. */
export interface ChannelMessage {
  /** The same when it is sent again. */
  id: string;
  kind: ChannelKind;
  /** `email`, `ntfy`, or the name of a webhook in the config. */
  name: string;
  /** An e-mail address, a topic, or what the webhook is told as `to`. */
  address: string;
  person: { id: string; name: string };
  /** IANA zone in which the person lives. */
  zone: string;
  /** The loudest first; none in a test. */
  pages: MessagePage[];
  /** Incidents that the person is paged for beside these. */
  moreCount: number;
  /** It is the last one for now: so many went there within the hour. Null: it is not. */
  limit: number | null;
}

/** One person's turn on one channel. */
export interface Lane {
  /** That of the channel; who has it several times has a lane for each. */
  name: string;
  personId: string;
}

/** `CRITICAL checkout: 5xx ratio above 5 %`, on one line; how many there are beside it. */
export function describePages({
  pages: [first, ...others],
  moreCount,
}: Pick<ChannelMessage, 'pages' | 'moreCount'>): string {
  if (!first) return 'Tocsin: a test of this channel';
  const { severity, service, title } = first;
  const count = others.length + moreCount;
  const head = `${severity.toUpperCase()} ${onOneLine(service)}: ${onOneLine(title)}`;
  return count === 0
    ? cutText(head, lineLength)
    : `${cutText(head, lineLength)}, and ${count} more`;
}

/** Who is up and who is called, a side each: `Developer: Ana, Bo are called.` */
export function describeSeats(seats: readonly SeatSummary[]): string[] {
  return seats.map(({ side, state, names }) => {
    const name = side === 'developer' ? 'Developer' : 'SRE';
    const shown = names.slice(0, shownNames).map(onOneLine).join(', ');
    const rest = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
    if (state === 'held') return `${name}: not called for now.`;
    if (names.length === 0) return `${name}: nobody to call.`;
    if (state === 'acknowledged') return `${name}: ${shown} has it.`;
    return `${name}: ${shown}${rest} ${names.length === 1 ? 'is' : 'are'} called.`;
  });
}

/** A time as the person's clock shows it, with the day where that is another: `03:12 (Europe/Berlin)`. */
export function describeTime(at: string, zone: string, nowMs: number): string {
  const inZone = (options: Intl.DateTimeFormatOptions, timeMs: number): string =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(timeMs);
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const atMs = Date.parse(at);
  const isToday = inZone(day, atMs) === inZone(day, nowMs);
  return `${inZone(isToday ? time : { ...day, ...time }, atMs)} (${zone})`;
}

/** What senders wrote, as one line of a text that goes out: nothing in it can begin another. */
export function onOneLine(text: string): string {
  return readableText(text.toWellFormed()).replace(/\s+/g, ' ').trim();
}

const lineLength = 200;
const shownNames = 5;
