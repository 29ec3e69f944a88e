import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Gap, Silence, Swap } from '../../server/protocol/oncall.ts';
import { mentionIn } from './mentioned.ts';
import type { Mirror } from './mirror.ts';

/** Something that concerns this person and is no page; by its event, on the hub's clock. */
export type Knock = RoomKnock | DutyKnock;

/** About an incident. */
export type RoomKnock = { incidentId: string } & (
  | { kind: 'mention'; by: string; text: string }
  /** A critical step is late; `tells` says whether this person alone is told, or the whole room. */
  | { kind: 'step'; text: string; dueAt: string; tells: 'assignee' | 'room' }
  /** A stopgap has expired; `what` is null while this laptop does not know it. */
  | { kind: 'stopgap'; what: string | null }
  | { kind: 'card'; dueAt: string | null }
  /** A hand-off packet is due; `isOwed`: by this person. */
  | { kind: 'handoff'; isOwed: boolean }
);

/** About who is on call, and what calls nobody. */
export type DutyKnock =
  /** This person comes or goes. */
  | {
      kind: 'shift';
      rotaId: string;
      isOnCall: boolean;
      personIds: readonly string[];
      until: string | null;
    }
  /** Somebody on call cannot be heard; anybody of some people may take the shift. */
  | { kind: 'offer'; rotaId: string; personId: string; until: string; reason: string }
  | { kind: 'swap'; swap: Swap }
  | { kind: 'gap'; gap: Gap; ahead: 'week' | 'day' | 'hour' }
  /** Null while this laptop does not know it. */
  | { kind: 'silence'; silence: Silence | null }
  | { kind: 'unreachable'; personId: string; since: string; isMe: boolean }
  | { kind: 'drill'; reason: string | null }
  | { kind: 'channel'; name: string; outcome: 'sent' | 'failed'; problem: string | null }
  | { kind: 'engine'; problem: string };

type Known = Pick<Mirror, 'incidents' | 'stopgaps' | 'cards'> & {
  /** As it was ahead of the event. */
  oncall: Mirror['oncall'];
  /** Rotas that this person was said to have come to. */
  shifts: ReadonlySet<string>;
};

/** Null when the event is no reason to knock at this person's laptop. */
export function knockIn(event: VisibleEvent, known: Known, me: Person): Knock | null {
  return 'incidentId' in event ? roomKnock(event, known, me) : dutyKnock(event, known, me);
}

function roomKnock(
  event: Extract<VisibleEvent, { incidentId: string }>,
  { incidents, stopgaps, cards }: Known,
  me: Person,
): RoomKnock | null {
  if (event.type === 'message.posted') {
    const mention = mentionIn(event, incidents.get(event.incidentId) ?? null, me);
    return mention && { kind: 'mention', ...mention };
  }
  if (!('personIds' in event) || !event.personIds.includes(me.id)) return null;
  const { incidentId } = event;
  switch (event.type) {
    case 'step.overdue': {
      const { stepText: text, dueAt, tells } = event;
      return { kind: 'step', incidentId, text, dueAt, tells };
    }
    case 'stopgap.asked': {
      const what = stopgaps.get(event.stopgapId)?.what ?? null;
      return { kind: 'stopgap', incidentId, what };
    }
    case 'card.reminded':
      return { kind: 'card', incidentId, dueAt: cards.get(incidentId)?.dueAt ?? null };
    case 'handoff.due': {
      const isOwed = incidents.get(incidentId)?.handoff?.fromId === me.id;
      return { kind: 'handoff', incidentId, isOwed };
    }
    default:
      return null;
  }
}

function dutyKnock(event: VisibleEvent, { oncall, shifts }: Known, me: Person): DutyKnock | null {
  switch (event.type) {
    case 'shift.turned': {
      const { rotaId, personIds, endedIds, until } = event;
      const isOnCall = personIds.includes(me.id);
      // Who stays while others come or go is not disturbed.
      if (isOnCall ? shifts.has(rotaId) : !endedIds.includes(me.id)) return null;
      return { kind: 'shift', rotaId, isOnCall, personIds, until };
    }
    case 'swap.changed':
      return isForMe(event, me) ? { kind: 'swap', swap: event.swap } : null;
    case 'channel.tested': {
      const { personId, name, outcome, problem } = event;
      if (personId !== me.id || outcome === 'asked') return null;
      return { kind: 'channel', name, outcome, problem };
    }
    case 'drill.ended': {
      const { personId, outcome, reason } = event;
      return personId === me.id && outcome === 'failed' ? { kind: 'drill', reason } : null;
    }
    case 'engine.alarm':
      return { kind: 'engine', problem: event.problem };
    default:
      return 'personIds' in event && event.personIds.includes(me.id)
        ? toldKnock(event, oncall, me)
        : null;
  }
}

/** Events that say themselves whose laptops they knock at. */
function toldKnock(
  event: VisibleEvent,
  { silences }: Mirror['oncall'],
  me: Person,
): DutyKnock | null {
  switch (event.type) {
    case 'shift.offered': {
      const { rotaId, personId, until, reason } = event;
      return { kind: 'offer', rotaId, personId, until, reason };
    }
    case 'gap.warned':
      return { kind: 'gap', gap: event.gap, ahead: event.ahead };
    case 'silence.expiring': {
      const silence = silences.find(({ id }) => id === event.silenceId) ?? null;
      return { kind: 'silence', silence };
    }
    case 'person.unreachable': {
      const { personId, since } = event;
      return { kind: 'unreachable', personId, since, isMe: personId === me.id };
    }
    default:
      return null;
  }
}

/** What somebody does about a swap is news for the other one. */
function isForMe(
  { swap, actor }: Extract<VisibleEvent, { type: 'swap.changed' }>,
  me: Person,
): boolean {
  const isBetweenUs = swap.fromId === me.id || swap.toId === me.id;
  return isBetweenUs && !(actor.kind === 'person' && actor.personId === me.id);
}
