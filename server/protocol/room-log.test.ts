import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VisibleEvent } from './events.ts';
import { toFact } from './room-fact.ts';
import { RoomLog } from './room-log.ts';
import { RoomState, factTypes } from './room.ts';
import type { MessageEntry } from './room.ts';
import { actorOf, instantOf, messageIdOf, roomEvents } from './testing/room-events.ts';
import type { EventBody } from './testing/room-events.ts';

const incidentId = 'incident';
const messageId = messageIdOf(0);
const nobody = { people: [], sides: [] };
const posted: EventBody = {
  type: 'message.posted',
  incidentId,
  messageId,
  kind: 'message',
  text: 'It began at three.',
  replyTo: null,
  attachments: [],
  mentions: nobody,
};
const of = { incidentId, messageId };

/** The room after these events, the first of which has `seq` 1. */
function after(...bodies: EventBody[]): RoomLog {
  const room = RoomLog.empty(incidentId);
  bodies.forEach((body, index) => {
    room.apply({ ...body, seq: index + 1, at: instantOf(index), actor: actorOf('ada') });
  });
  return room;
}

function message(...bodies: EventBody[]): MessageEntry {
  const entry = after(posted, ...bodies).message(messageId);
  if (!entry) throw new Error('The message is gone.');
  return entry;
}

const react = (personId: string, reaction: 'agree' | 'done', isOn = true): EventBody => ({
  ...{ type: 'message.reacted', ...of, personId, reaction, isOn },
});

test('a message keeps its place and all it ever said', () => {
  const edited = message(
    { type: 'message.edited', ...of, text: 'At two.', mentions: { people: ['bob'], sides: [] } },
    { type: 'message.edited', ...of, text: 'At one.', mentions: nobody },
  );
  expect(edited).toMatchObject({
    seq: 1,
    at: instantOf(0),
    text: 'At one.',
    mentions: nobody,
    editedAt: instantOf(2),
    deletedAt: null,
    history: [
      { text: 'It began at three.', until: instantOf(1) },
      { text: 'At two.', until: instantOf(2) },
    ],
  });
});

test('a deleted message says nothing any more and is not pinned, but is known to have been', () => {
  const deleted = message(
    { type: 'message.pinned', ...of, isOn: true },
    { type: 'message.deleted', ...of },
  );
  expect(deleted).toMatchObject({
    text: '',
    deletedAt: instantOf(2),
    isPinned: false,
    history: [{ text: 'It began at three.', until: instantOf(2) }],
  });
});

test('reactions stand in the order in which they came, and so do those who reacted', () => {
  const all = [react('ada', 'agree'), react('bob', 'done'), react('cyd', 'agree')];
  expect(message(...all).reactions).toEqual([
    { reaction: 'agree', personIds: ['ada', 'cyd'] },
    { reaction: 'done', personIds: ['bob'] },
  ]);
  expect(message(...all, react('ada', 'agree', false), react('ada', 'agree')).reactions).toEqual([
    { reaction: 'agree', personIds: ['cyd', 'ada'] },
    { reaction: 'done', personIds: ['bob'] },
  ]);
  const none = [react('ada', 'agree', false), react('cyd', 'agree', false)];
  expect(message(...all, ...none).reactions).toEqual([{ reaction: 'done', personIds: ['bob'] }]);
});

test('notes, statuses and stopgaps are milestones from the start, and any message can be one', () => {
  const kinds = ['message', 'note', 'status', 'stopgap'] as const;
  const isMilestone = kinds.map(
    (kind) => after({ ...posted, kind }).message(messageId)?.isMilestone,
  );
  expect(isMilestone).toEqual([false, true, true, true]);
  expect(message({ type: 'message.marked', ...of, isOn: true }).isMilestone).toBe(true);
});

test('a pin is a line of the timeline too', () => {
  const room = after(posted, { type: 'message.pinned', ...of, isOn: true });
  expect(room.entries.map(({ kind, seq }) => [kind, seq])).toEqual([
    ['message', 1],
    ['fact', 2],
  ]);
});

test('somebody reads on', () => {
  const read = (personId: string, upTo: number): EventBody => ({
    ...{ type: 'room.read', incidentId, personId, upTo },
  });
  const room = after(read('ada', 3), read('bob', 2), read('ada', 7));
  expect(room.reads).toEqual({ ada: 7, bob: 2 });
  expect(room.entries).toEqual([]);
});

test('events of other rooms, and of unknown messages, change nothing', () => {
  const room = after(
    { ...posted, incidentId: 'other' },
    { type: 'message.edited', ...of, text: 'x', mentions: nobody },
    { type: 'person.enrolled', person: { id: 'cyd', name: 'Cyd', side: 'sre' } },
    { type: 'incident.mitigated', incidentId: 'other' },
  );
  expect(room.toState()).toEqual(RoomLog.empty(incidentId).toState());
  expect(room.entries).toEqual([]);
});

test('every type of fact is made from the event of that type, and from no other', () => {
  const types = VisibleEvent.options.map((option) => option.shape.type.value);
  expect(types).toEqual(expect.arrayContaining([...factTypes]));
  fc.assert(
    fc.property(roomEvents, (events) => {
      for (const event of events) {
        const fact = toFact(event);
        const isFact = (factTypes as readonly string[]).includes(event.type);
        expect(fact?.type ?? null).toBe(isFact ? event.type : null);
      }
    }),
  );
});

test('a room saved at any point and read again goes on to the same end', () => {
  fc.assert(
    fc.property(roomEvents, fc.nat(60), (events, cut) => {
      const whole = RoomLog.empty(incidentId);
      for (const event of events) whole.apply(event);
      let room = RoomLog.empty(incidentId);
      for (const [index, event] of events.entries()) {
        if (index === cut) {
          room = new RoomLog(RoomState.parse(JSON.parse(JSON.stringify(room.toState()))));
        }
        room.apply(event);
      }
      expect(room.toState()).toEqual(whole.toState());
    }),
  );
});

test('a room is in order of seq, has each line once, and tells which lines an event touched', () => {
  fc.assert(
    fc.property(roomEvents, (events) => {
      const room = RoomLog.empty(incidentId);
      for (const event of events) {
        const before = new Set(room.entries);
        const touched = room.apply(event);
        expect(room.entries.filter((entry) => !before.has(entry))).toEqual(touched);
      }
      RoomState.parse(room.toState());
      const seqs = room.entries.map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      for (const entry of room.entries) {
        if (entry.kind !== 'message') continue;
        expect(room.message(entry.messageId)).toBe(entry);
        const reactors = entry.reactions.map(({ personIds }) => new Set(personIds).size);
        expect(reactors).toEqual(entry.reactions.map(({ personIds }) => personIds.length));
      }
    }),
  );
});

test('what was given out is never changed in place', () => {
  fc.assert(
    fc.property(roomEvents, fc.nat(60), (events, cut) => {
      const room = RoomLog.empty(incidentId);
      for (const event of events.slice(0, cut)) room.apply(event);
      const state = room.toState();
      const copy = structuredClone(state);
      for (const event of events.slice(cut)) room.apply(event);
      expect(state).toEqual(copy);
    }),
  );
});
