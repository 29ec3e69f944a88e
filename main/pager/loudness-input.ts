import type { Side } from '../../server/protocol/identity.ts';
import type { Severity } from '../../server/protocol/severity.ts';
import type { Settings, SoundView } from '../ipc/views.ts';
import type { OffsetMinutesAt } from './local-time.ts';

/** What one open incident wants of this laptop's person. Times by this laptop's clock. */
export interface Page {
  incidentId: string;
  service: string;
  title: string;
  severity: Severity;
  mySide: Side;
  /** The seat of my side: rings, somebody has it, or it is silent until a time. */
  seat: 'ringing' | 'acknowledged' | 'held';
  /** First name of who acknowledged for my side, or "You". */
  acknowledgedBy: string | null;
  /** First name of who acknowledged for the other side. Silences nobody here. */
  otherSideBy: string | null;
  /** Whether I am among those called. */
  callsMe: boolean;
  ringingSince: number;
  silencedUntil: number | null;
  /** I acknowledged or resolved it here, and the hub has not answered yet. */
  isAnsweredHere: boolean;
  /** First name of who pages me by name, whoever has the seat; null when nobody does. */
  pagedBy: string | null;
  /** For `held`: why my side is silent, in words. */
  heldBecause: string | null;
  /** I said that I cannot come; the next is called. */
  isDeclined: boolean;
  /** When I was last paged for it; null: not since the seat began to ring. */
  pagedAt: number | null;
  /** Why it calls me of all people, or again, in words; null when there is nothing to say but that it does. */
  calledBecause: string | null;
  /** What is known of earlier, in one line; null when nothing is. */
  hint: string | null;
}

/** Something concerns this person, just now, that is no page. */
export interface KnockNow {
  /** Null when it is about no incident. */
  incidentId: string | null;
  at: number;
  /** In words: "Raj mentions you". */
  reason: string;
  /** Also while the user looks at that room: who fell asleep before it sees no line appear. */
  isForLookers: boolean;
}

/** A drill that rings until this person confirms that they hear it. */
export interface DrillNow {
  id: string;
  since: number;
  /** It has failed then. */
  until: number;
}

/** All times are epoch milliseconds of this laptop's clock. */
export interface LoudnessInput {
  now: number;
  /** Pages of open incidents. */
  pages: readonly Page[];
  settings: Pick<Settings, 'volume' | 'quietHours' | 'cutOffLoudAfterSeconds'>;
  mutedUntil: number | null;
  /** Since when this on-call laptop hears nothing of its hub; null: linked, or not joined. */
  cutOffSince: number | null;
  device: SoundView['device'];
  /** Since when the app runs or the machine is awake: warnings of before chime once more. */
  awakeSince: number;
  test: { since: number; until: number } | null;
  drill: DrillNow | null;
  knock: KnockNow | null;
  /** The incident whose room the user looks at. */
  focusedRoomId: string | null;
  offsetMinutesAt: OffsetMinutesAt;
}
