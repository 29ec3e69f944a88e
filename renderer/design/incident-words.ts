import type { IncidentRow, PendingView } from '../../main/ipc/views.ts';
import { holderInWords, mySeatOf } from './seat-words.ts';
import { clockTime, lasting } from './time-in-words.ts';

const doing: Record<PendingView['command'], string> = {
  acknowledge: 'you have it',
  unacknowledge: 'you gave it back',
  resolve: 'it is resolved',
  silence: 'you want silence',
  mitigate: 'it is mitigated',
  unmitigate: 'it still hurts',
  'set-severity': 'its severity is another',
  page: 'you page somebody',
  snooze: 'you have it, and want to be asked again later',
  decline: 'you cannot come',
  'stand-down': 'the other side may sleep',
  'call-back': 'a side is called back',
  handoff: 'the hand-off is given',
};

/** Commands by which the reader takes their seat. */
const answers = new Set<PendingView['command']>(['acknowledge', 'snooze']);

/** What has become of a command, in honest words. */
export function pendingInWords(pending: PendingView): string {
  const what = doing[pending.command];
  if (pending.state === 'sending') return `Telling the hub that ${what}.`;
  if (pending.state === 'waiting-for-link') {
    return `Noted here that ${what}. The hub hears of it when the link is back.`;
  }
  return pending.message ?? 'The hub refused it and did not say why.';
}

/** State of an incident for the end of its row, unless it rings. */
export function rowState(incident: IncidentRow): string {
  const { pending, resolvedBy } = incident;
  if (pending?.state === 'refused') return 'refused, see above';
  if (pending?.state === 'waiting-for-link') return 'waiting for link';
  if (pending) return 'telling the hub';
  if (incident.status === 'resolved') return resolvedBy ? `by ${resolvedBy}` : 'resolved';
  const seat = mySeatOf(incident.seats);
  return (seat && holderInWords(seat)) ?? incident.status;
}

/** How far it has got: whoever has the one seat still learns that nobody has the other. */
export function statusInWords({ status, seats }: Pick<IncidentRow, 'status' | 'seats'>): string {
  if (status !== 'acknowledged') return status;
  if (seats.developer.state === 'ringing') return 'developer side rings';
  return seats.sre.state === 'ringing' ? 'SRE side rings' : status;
}

/** What the button that answers the call can do for an incident. */
export type Answer =
  | { kind: 'acknowledge'; text: string }
  | { kind: 'next'; text: string }
  | { kind: 'none'; text: string };

/**
 * An incident that rings is answered; one that is answered leads on to the next that rings, so that
 * pressing the same key twice never answers for something that was not read.
 */
export function answerTo(incident: IncidentRow, othersRing: boolean): Answer {
  const { pending } = incident;
  const seat = mySeatOf(incident.seats);
  const isAsked = pending === null || pending.state === 'refused' || !answers.has(pending.command);
  const text = seat?.askedAgain?.isMe === true ? 'Still on it' : 'I have it';
  if (incident.callsMe && isAsked) return { kind: 'acknowledge', text };
  if (othersRing) return { kind: 'next', text: 'Go to next' };
  if (incident.status === 'resolved') return { kind: 'none', text: 'Resolved' };
  // It calls others by now; whoever can come after all takes it from them.
  if (seat?.state === 'ringing' && !incident.callsMe && pending === null) {
    return { kind: 'acknowledge', text: 'I have it after all' };
  }
  const holder = seat && holderInWords(seat);
  if (holder) return { kind: 'none', text: holder.charAt(0).toUpperCase() + holder.slice(1) };
  return { kind: 'none', text: 'I have it' };
}

/** Name of the button that silences. */
export function silenceText(incident: IncidentRow, nowMs: number): string {
  const { callsMe, silencedUntil } = incident;
  if (!callsMe || silencedUntil === null || Date.parse(silencedUntil) <= nowMs) return 'Silence';
  return `Silent until ${clockTime(silencedUntil, nowMs)}`;
}

/** "3 unread messages, one mentions you". */
export function unreadInWords({
  unreadCount,
  mentionsMe,
}: Pick<IncidentRow, 'unreadCount' | 'mentionsMe'>): string {
  const count = unreadCount === 1 ? '1 unread message' : `${unreadCount} unread messages`;
  if (!mentionsMe) return count;
  return unreadCount === 1 ? `${count}, it mentions you` : `${count}, one mentions you`;
}

/** "4 alerts, 3 firing", and what a sender left out. */
export function alertsInWords(incident: IncidentRow): string {
  const { alertCount, firingCount, unseenCount } = incident;
  const count = alertCount === 1 ? '1 alert' : `${alertCount} alerts`;
  const firing = firingCount === alertCount ? count : `${count}, ${firingCount} firing`;
  return unseenCount === 0 ? firing : `${firing}, at least ${unseenCount} more not shown by sender`;
}

/** How old an open incident is, in the room that a row has. */
export function ageInWords(openedAt: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(openedAt);
  return ageMs < 60_000 ? 'new' : lasting(ageMs);
}

/** The same where a sentence has room: "open 14 min", "just opened". */
export function openInWords(openedAt: string, nowMs: number): string {
  const age = ageInWords(openedAt, nowMs);
  return age === 'new' ? 'just opened' : `open ${age}`;
}

/** How it ended: "resolved 03:40 by Raj", "resolved 03:40, its time ran out". */
export function endInWords(
  { resolvedAt, resolvedBy }: Pick<IncidentRow, 'resolvedAt' | 'resolvedBy'>,
  nowMs: number,
): string {
  const when = resolvedAt === null ? 'resolved' : `resolved ${clockTime(resolvedAt, nowMs)}`;
  if (resolvedBy === null) return when;
  return resolvedBy === 'its time ran out' ? `${when}, ${resolvedBy}` : `${when} by ${resolvedBy}`;
}
