import type { SenderKind } from '../protocol/alert.ts';
import type { StoredAttachment } from '../protocol/attachment.ts';
import type { ContextContent, Deploy } from '../protocol/context.ts';
import { VisibleEvent } from '../protocol/events.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import type { Gap } from '../protocol/oncall.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';

interface Base {
  seq: number;
  at: string;
  actor: Actor;
}

/** Events that stay on the hub: secrets' hashes, and what senders said that only the rules need. */
export type HubOnlyEvent =
  /**
   * A process began to write: the hub, or a command while no hub ran. Two journals that both know an
   * epoch are the same up to its end in the one where it ended first.
   */
  | (Base & { type: 'epoch.began'; epoch: string })
  | (Base & {
      type: 'invite.created';
      codeHash: string;
      /** Enrolled when the first invite of theirs is used. */
      person: Person;
      expiresAt: string;
    })
  | (Base & { type: 'invite.used'; codeHash: string; deviceId: string })
  | (Base & { type: 'device.enrolled'; deviceId: string; tokenHash: string; platform: string })
  | (Base & {
      type: 'key.created';
      integrationId: string;
      name: string;
      sender: SenderKind;
      service: string | null;
      mapping: string | null;
      secretHash: string;
    })
  | (Base & { type: 'key.revoked'; integrationId: string })
  /** Senders repeated these alerts, and with that put off the time at which they expire. */
  | (Base & {
      type: 'alerts.extended';
      extensions: { expiresAt: string | null; alertIds: string[] }[];
    })
  /** By the sender's clock: an open alert began anew, or a resolved one had ended. */
  | (Base & {
      type: 'alerts.clocked';
      clocks: { alertId: string; startsAt?: string; endedAt?: string }[];
    })
  /** The bytes are in the hub's folder of attachments. */
  | (Base & { type: 'attachment.stored'; attachment: StoredAttachment })
  /** What the `context.added` before it announced: too large to be sent to everybody. */
  | (Base & {
      type: 'context.stored';
      incidentId: string;
      itemId: string;
      content: ContextContent;
    })
  | (Base & { type: 'deploy.recorded'; service: string; deploy: Deploy })
  /** A version of a runbook that some checklist is a copy of; comes before the first of them. */
  | (Base & { type: 'runbook.stored'; version: RunbookVersion })
  /** Its owners are asked what becomes of it at `until`, when they are at work. */
  | (Base & {
      type: 'stopgap.asking-put-off';
      incidentId: string;
      stopgapId: string;
      until: string;
    })
  /** The team of the incident's card is reminded of it at `until`, when it is at work. */
  | (Base & { type: 'card.reminder-put-off'; incidentId: string; until: string })
  /** The link that was sent with a delivery; whoever opens it may answer the page once. */
  | (Base & {
      type: 'link.made';
      tokenHash: string;
      incidentId: string;
      deliveryId: string;
      personId: string;
      expiresAt: string;
    })
  | (Base & { type: 'link.used'; tokenHash: string })
  /** The address under which calendar programs read somebody's shifts, or those of a rota. */
  | (Base & {
      type: 'subscription.made';
      tokenHash: string;
      personId: string;
      /** Null: all shifts of the person. */
      rotaId: string | null;
    })
  | (Base & { type: 'subscription.revoked'; tokenHash: string })
  /** From now on it holds the seats of incidents whose alerts are all silenced. */
  | (Base & { type: 'silence.started'; silenceId: string })
  /** A config that differs from the one before came into force. */
  | (Base & { type: 'config.applied'; fingerprint: string; changes: string[] })
  | (Base & { type: 'config.refused'; problem: string })
  /** When the hub looks again at what depends on the time; `subject` as in the due rows of that kind. */
  | (Base & {
      type: 'look.put-off';
      kind:
        | 'shift.turn'
        | 'coverage.look'
        | 'drill.start'
        | 'drill.end'
        | 'shift.offer'
        | 'page.hearing';
      subject: string;
      until: string;
      /**
       * Who is on call in a rota that is seen for the first time, or since somebody joined in mid-shift. It
       * is known then, and not announced.
       */
      personIds?: string[];
      /** Who is on call beside them and has not joined: keys of the config. */
      awaited?: string[];
      /** Of a look for gaps: those warned of so far that are still there. All others count as filled. */
      warned?: WarnedGap[];
    });

/** A gap that the teams were warned of, and how near it was the last time. */
export type WarnedGap = Pick<Gap, 'teamId' | 'from' | 'until' | 'cause'> & {
  ahead: 'week' | 'day' | 'hour';
};

/** An event as the journal keeps it. */
export type JournalEvent = VisibleEvent | HubOnlyEvent;

type WithoutSeq<E> = E extends JournalEvent ? Omit<E, 'seq'> : never;

/** An event before the journal has given it its number. */
export type NewEvent = WithoutSeq<JournalEvent>;

/** Types of the events that every enrolled device may see. */
export const visibleTypes: ReadonlySet<string> = new Set(
  VisibleEvent.options.map((option) => option.shape.type.value),
);

/** True for the events that every enrolled device may see. */
export function isVisible(event: JournalEvent): event is VisibleEvent {
  return visibleTypes.has(event.type);
}

/** The event as devices see it; whatever is not known to be visible is withheld. */
export function toWireEvent(event: JournalEvent): WireEvent {
  return isVisible(event) ? event : { seq: event.seq, type: 'withheld' };
}
