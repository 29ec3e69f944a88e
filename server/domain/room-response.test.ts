import { expect, test } from 'vitest';
import { limits } from '../protocol/limits.ts';
import type { MessageEntry } from '../protocol/room.ts';
import { ada, bob, CommandHub, cyd } from './testing/command-hub.ts';
import type { Asked } from './testing/command-hub.ts';

const hash = 'a'.repeat(64);
const post = (change: Partial<Extract<Asked, { type: 'message.post' }>> = {}): Asked => ({
  ...{ type: 'message.post', kind: 'message', text: 'Hello.', replyTo: null, attachments: [] },
  ...change,
});

function only(hub: CommandHub, messageId: string): MessageEntry {
  const message = hub.room.message(messageId);
  if (!message) throw new Error('There is no such message.');
  return message;
}

test('a message has the id of its command, its text as it is, and those it mentions once each', () => {
  const hub = new CommandHub();
  const text = '  @sre @Bob @sre: ask @ada, not `@cyd`, @Bob\n';
  const id = hub.post(ada, text);
  expect(only(hub, id)).toMatchObject({
    text,
    actor: { kind: 'person', personId: 'ada', deviceId: 'laptop' },
    mentions: { people: ['bob', 'ada'], sides: ['sre'] },
  });
});

test('a message needs a text or an attachment', () => {
  const hub = new CommandHub();
  expect(hub.word(ada, post({ text: ' \n\t' }))).toBe('message_empty');
  const attachments = [{ hash, name: 'web-1.log' }];
  expect(hub.word(ada, post({ text: '', attachments }))).toBe('attachment_unknown');
  const stored = { hash, mediaType: 'text/plain', sizeBytes: 3, image: null, text: null };
  hub.records.attachments.set(hash, stored);
  const both = [...attachments, { hash, name: 'again.log' }];
  expect(hub.word(ada, post({ text: '', attachments: both }))).toBe('applied');
  expect(only(hub, hub.lastCommandId).attachments).toEqual([
    { ...stored, name: 'web-1.log' },
    { ...stored, name: 'again.log' },
  ]);
  const oneLacks = [...attachments, { hash: 'b'.repeat(64), name: 'lost.log' }];
  expect(hub.word(ada, post({ attachments: oneLacks }))).toBe('attachment_unknown');
});

test('an answer is to a message of the same room, be it deleted', () => {
  const hub = new CommandHub();
  const first = hub.post(ada);
  hub.ask(ada, { type: 'message.delete', messageId: first });
  expect(hub.word(bob, post({ replyTo: first }))).toBe('applied');
  expect(hub.word(bob, post({ replyTo: 'elsewhere' }))).toBe('message_unknown');
  hub.fire('other', 'error', { service: 'search' });
  const other = [...hub.records.incidents.keys()].at(-1) ?? '';
  expect(hub.word(bob, post({ replyTo: first }), { incidentId: other })).toBe('message_unknown');
  expect(hub.word(bob, post(), { incidentId: 'nowhere' })).toBe('incident_unknown');
});

test('a message whose command comes again after its answer was forgotten is not said twice', () => {
  const hub = new CommandHub();
  const commandId = hub.post(ada);
  expect(hub.word(ada, post(), { commandId })).toBe('already');
  expect(hub.word(bob, post(), { commandId })).toBe('command_reused');
  expect(hub.room.entries.filter(({ kind }) => kind === 'message')).toHaveLength(1);
});

test('only its writer edits or deletes a message', () => {
  const hub = new CommandHub();
  const messageId = hub.post(ada);
  expect(hub.word(bob, { type: 'message.edit', messageId, text: 'No.' })).toBe('message_not_yours');
  expect(hub.word(bob, { type: 'message.delete', messageId })).toBe('message_not_yours');
  expect(hub.word(ada, { type: 'message.edit', messageId, text: '@bob?' })).toBe('applied');
  expect(only(hub, messageId)).toMatchObject({ text: '@bob?', mentions: { people: ['bob'] } });
  expect(hub.word(ada, { type: 'message.edit', messageId, text: '@bob?' })).toBe('already');
  expect(hub.word(ada, { type: 'message.edit', messageId, text: '  ' })).toBe('message_empty');
});

test('a deleted message is deleted for good', () => {
  const hub = new CommandHub();
  const messageId = hub.post(ada);
  expect(hub.word(ada, { type: 'message.delete', messageId })).toBe('applied');
  expect(hub.word(ada, { type: 'message.delete', messageId })).toBe('already');
  expect(hub.word(bob, { type: 'message.delete', messageId })).toBe('message_not_yours');
  const late: Asked[] = [
    { type: 'message.edit', messageId, text: 'More.' },
    { type: 'message.react', messageId, reaction: 'agree', isOn: true },
    { type: 'message.pin', messageId, isOn: true },
    { type: 'message.mark', messageId, isOn: true },
  ];
  expect(late.map((asked) => hub.word(ada, asked))).toEqual(late.map(() => 'message_unknown'));
});

test('a message can be edited so often and no more', () => {
  const hub = new CommandHub();
  const messageId = hub.post(ada);
  for (let count = 0; count < limits.messageEdits; count += 1) {
    expect(hub.word(ada, { type: 'message.edit', messageId, text: `${count}` })).toBe('applied');
  }
  expect(hub.word(ada, { type: 'message.edit', messageId, text: 'x' })).toBe('message_edited_out');
  expect(hub.word(ada, { type: 'message.delete', messageId })).toBe('applied');
});

test('reactions, pins and marks are put and taken off once', () => {
  const hub = new CommandHub();
  const messageId = hub.post(ada);
  const react = (isOn: boolean): Asked => ({
    ...{ type: 'message.react', messageId, reaction: 'agree', isOn },
  });
  expect([hub.word(bob, react(true)), hub.word(bob, react(true))]).toEqual(['applied', 'already']);
  expect(hub.word(cyd, react(true))).toBe('applied');
  expect([hub.word(bob, react(false)), hub.word(bob, react(false))]).toEqual([
    'applied',
    'already',
  ]);
  expect(only(hub, messageId).reactions).toEqual([{ reaction: 'agree', personIds: ['cyd'] }]);
  for (const type of ['message.pin', 'message.mark'] as const) {
    expect(hub.word(bob, { type, messageId, isOn: false })).toBe('already');
    expect(hub.word(bob, { type, messageId, isOn: true })).toBe('applied');
    expect(hub.word(cyd, { type, messageId, isOn: true })).toBe('already');
    expect(hub.word(cyd, { type, messageId, isOn: false })).toBe('applied');
  }
});

test('messages of another room cannot be reached from this one', () => {
  const hub = new CommandHub();
  const messageId = hub.post(ada);
  hub.fire('other', 'error', { service: 'search' });
  const incidentId = [...hub.records.incidents.keys()].at(-1) ?? '';
  const asked: Asked[] = [
    { type: 'message.edit', messageId, text: 'More.' },
    { type: 'message.delete', messageId },
    { type: 'message.pin', messageId, isOn: true },
  ];
  for (const one of asked) expect(hub.word(ada, one, { incidentId })).toBe('message_unknown');
});
