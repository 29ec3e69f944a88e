import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseClientFrame } from './client-frame.ts';

const id = '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a';

function codeOf(frame: unknown): string {
  const parsed = parseClientFrame(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return parsed.ok ? 'ok' : parsed.error.code;
}

test.each([
  ['text that is no JSON', '{"type":'],
  ['an empty text', ''],
  ['no object', 7],
  ['null', null],
  ['a list', []],
  ['no type', {}],
  ['a type that is no text', { type: 1 }],
  ['hello without a cursor', { type: 'hello' }],
  [
    'a cursor below zero',
    { type: 'hello', since: -1, hubId: null, client: { version: '1', platform: 'x' } },
  ],
  [
    'a cursor that is no number',
    { type: 'hello', since: '1', hubId: null, client: { version: '1', platform: 'x' } },
  ],
  [
    'a command without an id',
    { type: 'command', command: { type: 'incident.resolve', incidentId: 'x' } },
  ],
  [
    'a command whose id is no UUID',
    { type: 'command', id: '1', command: { type: 'incident.resolve', incidentId: 'x' } },
  ],
  ['a command without an incident', { type: 'command', id, command: { type: 'incident.resolve' } }],
  ['a command without a type', { type: 'command', id, command: {} }],
  [
    'receipts for nothing',
    { type: 'report', report: { type: 'receipts', stage: 'shown', incidentIds: [] } },
  ],
  [
    'more receipts than the limit',
    {
      type: 'report',
      report: { type: 'receipts', stage: 'shown', incidentIds: Array(201).fill('x') },
    },
  ],
  ['an endless ping id', { type: 'ping', id: 'x'.repeat(65) }],
])('%s is malformed', (_name, frame) => {
  expect(codeOf(frame)).toBe('frame_malformed');
});

test.each([
  ['frame', { type: 'semaphore' }],
  ['report', { type: 'report', report: { type: 'battery', level: 3 } }],
])('a %s of an unknown type is not the end', (_name, frame) => {
  expect(codeOf(frame)).toBe('frame_type_unknown');
});

test('an unknown command is refused by its id', () => {
  const frame = { type: 'command', id, command: { type: 'incident.postpone', incidentId: 'x' } };
  expect(parseClientFrame(JSON.stringify(frame))).toMatchObject({
    ok: false,
    re: id,
    error: { code: 'frame_type_unknown' },
  });
});

test('the detail names the field and never repeats much of the frame', () => {
  const hello = { type: 'hello', since: 1.5, hubId: null, client: { version: '1', platform: 'x' } };
  const parsed = parseClientFrame(JSON.stringify(hello));
  expect(!parsed.ok && parsed.error.detail).toContain('since');
  const endless = parseClientFrame(JSON.stringify({ type: 'x'.repeat(60_000) }));
  expect(!endless.ok && endless.error.message.length).toBeLessThan(200);
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseClientFrame(text)));
});
