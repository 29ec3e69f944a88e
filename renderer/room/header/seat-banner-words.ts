import type { HandoffView } from '../../../main/ipc/duty-views.ts';
import type { IncidentRow, SeatView } from '../../../main/ipc/views.ts';
import type { Side } from '../../../server/protocol/identity.ts';
import { distanceInWords, momentInWords } from '../../design/moment-in-words.ts';
import { holdReasonInWords } from '../../design/seat-line.ts';
import { mySeatOf } from '../../design/seat-words.ts';

/** The people of a side, in the middle of a sentence. */
export const sidePeople: Record<Side, string> = {
  developer: 'the developers',
  sre: 'the SRE side',
};

/** What stands above a room because somebody may think otherwise. */
export type SeatBanner =
  | { kind: 'asked-again' }
  | { kind: 'held'; side: Side; strong: string; words: string }
  | { kind: 'handoff' | 'handoff-given'; strong: string; words: string };

/** What of the seats must not be overlooked. */
export function seatBannersOf(
  { seats, status, handoff }: Pick<IncidentRow, 'seats' | 'status' | 'handoff'>,
  nowMs: number,
): SeatBanner[] {
  if (status === 'resolved') return [];
  const both = [seats.developer, seats.sre];
  return [
    ...both.flatMap((seat): SeatBanner[] =>
      seat.state === 'ringing' && seat.askedAgain?.isMe === true ? [{ kind: 'asked-again' }] : [],
    ),
    ...both.flatMap((seat) => heldBanner(seat, nowMs)),
    ...(handoff === null ? [] : handoffBanner(handoff, mySeatOf(seats)?.side ?? null, nowMs)),
  ];
}

function heldBanner({ side, hold, state }: SeatView, nowMs: number): SeatBanner[] {
  if (state !== 'held' || hold === null) return [];
  const until = `until ${momentInWords(hold.until, nowMs)}, ${distanceInWords(hold.until, nowMs)}`;
  const people = sidePeople[side];
  const name = `${people.charAt(0).toUpperCase()}${people.slice(1)}`;
  const verb = side === 'sre' ? 'sleeps' : 'sleep';
  const strong =
    hold.kind === 'stand-down' ? `${name} ${verb} ${until}.` : `Nobody calls ${people} ${until}.`;
  const reason = holdReasonInWords(hold);
  return [
    { kind: 'held', side, strong, words: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}` },
  ];
}

function handoffBanner(
  { given, isMine, toSide, dueAt }: HandoffView,
  mySide: Side | null,
  nowMs: number,
): SeatBanner[] {
  if (given !== null) {
    if (given.by.isMe || mySide !== toSide) return [];
    const strong = `${given.by.name} left you a hand-off.`;
    return [{ kind: 'handoff-given', strong, words: given.impact }];
  }
  if (!isMine) return [];
  const isDue = Date.parse(dueAt) <= nowMs;
  const when = momentInWords(dueAt, nowMs);
  return [
    {
      kind: 'handoff',
      strong: isDue ? `The hand-off was due ${when}.` : `A hand-off is due ${when}.`,
      words: `What ${sidePeople[toSide]} need to know when they are called.`,
    },
  ];
}
