import type { Side } from './identity.ts';
import type { Actor } from './identity.ts';
import type { FactEntry } from './room.ts';
import { seatInWords } from './seat-words.ts';
import type { TimelineNames } from './timeline-names.ts';

export type { TimelineNames } from './timeline-names.ts';
import { workInWords } from './work-words.ts';

const sideNames: Record<Side, string> = { developer: 'developer', sre: 'SRE' };
const causes = {
  sender: 'its sender says so',
  expired: 'its sender fell silent',
  person: 'the incident was resolved',
} as const;

/** A line of the timeline in words, without its time; for windows and exports alike. */
export function factInWords(fact: FactEntry, names: TimelineNames): string {
  const who = actorInWords(fact.actor, names);
  const people = listInWords((fact.personIds ?? []).map((id) => names.person(id)));
  const side = fact.side === undefined ? '' : sideNames[fact.side];
  const title = fact.title ?? '';
  switch (fact.type) {
    case 'incident.opened':
      return `${who} reported: ${title} (${fact.severity})`;
    case 'alert.joined':
      return `${who} reported one more: ${title} (${fact.severity})`;
    case 'alert.changed':
      return `An alert changed: ${title} (${fact.severity})`;
    case 'alert.acknowledged-at-sender':
      return `Somebody acknowledged an alert in the sending system (${who})`;
    case 'alert.resolved':
      return `An alert ended: ${causes[fact.cause ?? 'sender']}`;
    case 'incident.raised':
      return `${who} raised it to ${fact.severity}: ${title}`;
    case 'incident.lowered':
      return `${who} lowered it to ${fact.severity}`;
    case 'sound.silenced':
      return `${people} silenced the sound until ${names.time(fact.until ?? fact.at, fact.at)}`;
    case 'group.truncated':
      return fact.count === 0
        ? 'All alerts of a group are seen again'
        : `${fact.count} alerts of a group may be firing unseen`;
    case 'incident.mitigated':
      return `${who} marked it mitigated`;
    case 'incident.unmitigated':
      return `${who} took the mitigation back`;
    case 'incident.resolved':
      return `Resolved: ${who}`;
    case 'message.pinned':
      return `${who} ${fact.isOn === true ? 'pinned' : 'unpinned'} ${quoted(fact, names)}`;
    case 'context.added':
      return `${who} added context: ${title}`;
    default:
      return (
        seatInWords(fact, names, { who, people, side }) ?? workInWords(fact, names, { who, people })
      );
  }
}

/** Who did it, as the subject of a sentence. */
export function actorInWords(actor: Actor, names: Pick<TimelineNames, 'person'>): string {
  switch (actor.kind) {
    case 'person':
      return names.person(actor.personId);
    case 'sender':
      return actor.integration;
    case 'hub':
      return 'The hub';
  }
}

function quoted({ messageId }: FactEntry, names: TimelineNames): string {
  const text = messageId === undefined ? null : names.message(messageId);
  return text === null ? 'a message' : `“${text}”`;
}

function listInWords(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? 'nobody';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
