import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { roomBelow } from './back-pressure.ts';
import type { FanOut } from './fan-out.ts';
import { encodeEvents } from './frame.ts';
import type { SnapshotShelf } from './snapshot-shelf.ts';
import { sendFrame } from './session.ts';
import type { Session } from './session.ts';

export interface ClientCursor {
  since: number | null;
  hubId: string | null;
  epoch: string | null;
}

export interface JournalPlace {
  hubId: string;
  head: number;
  /** `seq` of the last event of an epoch; null when the journal does not know it. */
  lastSeqOf(epoch: string): number | null;
}

/** Events read from the journal at a time while a session catches up. */
const chunkEvents = 100;

/**
 * Whether a client at this cursor gets the events it missed, or everything anew. A cursor beyond the
 * end of its epoch counts events that this journal never had, or lost: it is older than the client.
 */
export function planResume(
  client: ClientCursor,
  journal: JournalPlace,
  replayEvents: number,
): 'replay' | 'snapshot' {
  const { since, hubId, epoch } = client;
  if (since === null || epoch === null || hubId !== journal.hubId) return 'snapshot';
  const lastSeq = journal.lastSeqOf(epoch);
  if (lastSeq === null || since > lastSeq) return 'snapshot';
  return journal.head - since <= replayEvents ? 'replay' : 'snapshot';
}

export interface CatchUp {
  desk: Desk;
  fanOut: FanOut;
  snapshots: SnapshotShelf;
  /** No more is written to a session that has this many bytes waiting. */
  bufferBytes: number;
}

/**
 * Brings a session from its cursor, or from a snapshot for `since` null, to the head, and lets it
 * join the live fan-out without a gap or a repetition: the check and the joining are one turn.
 * @throws TocsinError `internal` when the journal does not hold what it announced
 */
export async function catchUp(
  session: Session,
  since: number | null,
  { desk, fanOut, snapshots, bufferBytes }: CatchUp,
): Promise<void> {
  let cursor = since ?? (await sendSnapshot(session, snapshots, bufferBytes));
  while (session.phase === 'catching-up') {
    if (cursor === fanOut.head) {
      session.phase = 'live';
      sendFrame(session, { type: 'live', seq: cursor });
      fanOut.join(session);
      return;
    }
    if (cursor > fanOut.head) {
      await fanOut.next();
      continue;
    }
    const events = await desk.readEvents(cursor, chunkEvents);
    const last = events.at(-1);
    if (!last) throw new TocsinError('internal', `No event after ${cursor}.`);
    if (!isCatchingUp(session)) return;
    session.raw.write(encodeEvents(events));
    cursor = last.seq;
    await roomBelow(session, bufferBytes);
  }
}

async function sendSnapshot(
  session: Session,
  snapshots: SnapshotShelf,
  bufferBytes: number,
): Promise<number> {
  const { seq, frames } = await snapshots.take();
  for (const frame of frames) {
    if (!isCatchingUp(session)) break;
    session.raw.write(frame);
    await roomBelow(session, bufferBytes);
  }
  return seq;
}

function isCatchingUp(session: Session): boolean {
  return session.phase === 'catching-up';
}
