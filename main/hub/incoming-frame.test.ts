import { expect, test } from 'vitest';
import { readHubFrame } from './incoming-frame.ts';

const read = (frame: unknown) => readHubFrame(JSON.stringify(frame));
const reply = { type: 'reply', re: '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a' };

test('an event of an unknown type counts, and brings nothing', () => {
  const event = { seq: 7, at: 'whenever', type: 'room.painted', colour: 'red' };
  const withheld = { seq: 7, type: 'withheld' };
  expect(read({ type: 'event', event })).toEqual({
    ...{ kind: 'frame', frame: { type: 'event', event: withheld } },
  });
});

test('a frame of an unknown type is passed over', () => {
  expect(read({ type: 'weather', rain: true })).toEqual({ kind: 'unknown' });
});

test('a verdict of a newer hub is taken for one that changed nothing, or the link would never hold', () => {
  const answer = { ok: true, verdict: 'postponed', seq: 9, until: 'later' };
  expect(read({ ...reply, answer })).toEqual({
    ...{ kind: 'frame', frame: { ...reply, answer: { ok: true, verdict: 'already', seq: 9 } } },
  });
});

test.each([
  null,
  [[]],
  {},
  { type: 5 },
  { type: 'event' },
  { type: 'event', event: { type: 'room.painted' } },
  { type: 'event', event: { seq: 7, type: 'seat.acknowledged' } },
  { ...reply, answer: { ok: true, verdict: 'postponed' } },
  { ...reply, answer: { ok: true, verdict: 'applied', seq: -1 } },
  { ...reply, answer: { verdict: 'postponed', seq: 9 } },
])('%j is no frame', (frame) => {
  expect(read(frame)).toMatchObject({ kind: 'invalid' });
});
