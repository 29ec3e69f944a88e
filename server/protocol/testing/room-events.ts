import fc from 'fast-check';
import type { VisibleEvent } from '../events.ts';
import { messageKinds, reactions } from '../message.ts';
import { severities } from '../severity.ts';

export type EventBody = VisibleEvent extends infer E
  ? E extends VisibleEvent
    ? Omit<E, 'seq' | 'at' | 'actor'>
    : never
  : never;

const incidentId = fc.constantFrom('incident', 'incident', 'incident', 'other');
const personId = fc.constantFrom('ada', 'bob', 'cyd');
const messageId = fc.integer({ min: 0, max: 7 }).map(messageIdOf);
const isOn = fc.boolean();
const text = fc.constantFrom('One.', 'Two.', '<b>three</b>', '');
const side = fc.constantFrom('developer' as const, 'sre' as const);
const mentions = fc.record({
  people: fc.uniqueArray(personId, { maxLength: 2 }),
  sides: fc.uniqueArray(side),
});

/** A message's id by a small number. */
export function messageIdOf(number: number): string {
  return `0198f2c4-0000-7000-8000-${number.toString().padStart(12, '0')}`;
}

const posted: fc.Arbitrary<EventBody> = fc.record({
  type: fc.constant('message.posted' as const),
  incidentId,
  messageId,
  kind: fc.constantFrom(...messageKinds),
  text,
  replyTo: fc.option(messageId, { nil: null }),
  attachments: fc.constant<never[]>([]),
  mentions,
});

const changes: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({
    type: fc.constant('message.edited' as const),
    incidentId,
    messageId,
    text,
    mentions,
  }),
  fc.record({ type: fc.constant('message.deleted' as const), incidentId, messageId }),
  fc.record({
    type: fc.constant('message.reacted' as const),
    incidentId,
    messageId,
    personId,
    reaction: fc.constantFrom(...reactions.slice(0, 3)),
    isOn,
  }),
  fc.record({ type: fc.constant('message.pinned' as const), incidentId, messageId, isOn }),
  fc.record({ type: fc.constant('message.marked' as const), incidentId, messageId, isOn }),
  fc.record({ type: fc.constant('room.read' as const), incidentId, personId, upTo: fc.nat(50) }),
);

const facts: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ type: fc.constantFrom('incident.mitigated' as const), incidentId }),
  fc.record({ type: fc.constantFrom('incident.unmitigated' as const), incidentId }),
  fc.record({
    type: fc.constant('incident.lowered' as const),
    incidentId,
    severity: fc.constantFrom(...severities),
  }),
  fc.record({
    type: fc.constant('incident.raised' as const),
    incidentId,
    severity: fc.constantFrom(...severities),
    title: fc.constant('Worse'),
    keeps: side,
  }),
  fc.record({ type: fc.constant('person.paged' as const), incidentId, side, personId }),
  fc.record({ type: fc.constant('person.answered' as const), incidentId, personId }),
  fc.record({ type: fc.constant('seat.acknowledged' as const), incidentId, side, personId }),
  fc.record({
    type: fc.constant('page.receipts' as const),
    personId,
    deviceId: fc.constant('laptop'),
    stage: fc.constantFrom('shown' as const, 'sounded' as const),
    incidentIds: fc.uniqueArray(incidentId, { minLength: 1 }),
  }),
);

/** A journal of rooms from `seq` 1 on; as on the hub, no two messages have the same id. */
export const roomEvents: fc.Arbitrary<VisibleEvent[]> = fc
  .array(fc.oneof({ weight: 2, arbitrary: posted }, { weight: 4, arbitrary: changes }, facts), {
    maxLength: 60,
    size: 'max',
  })
  .map((bodies) => {
    let messageCount = 0;
    return bodies.map((body, index): VisibleEvent => {
      const actor = { ...actorOf('ada'), ...(index % 2 === 0 && { zone: 'Europe/Berlin' }) };
      const base = { seq: index + 1, at: instantOf(index), actor };
      if (body.type !== 'message.posted') return { ...base, ...body };
      return { ...base, ...body, messageId: messageIdOf(messageCount++) };
    });
  });

/** An instant by a small number of seconds. */
export function instantOf(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 23, 3, 0, seconds)).toISOString();
}

export function actorOf(personId: string) {
  return { kind: 'person', personId, deviceId: 'laptop' } as const;
}
