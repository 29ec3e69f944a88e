import { expect, test } from 'vitest';
import { acknowledged, ana, incidentOf, opened, raj, t0 } from '../testing/factory.ts';
import { isMentioned, mentionIn } from './mentioned.ts';

const nobody = { people: [], sides: [] };
const ringing = incidentOf(opened(1));
const byAna = incidentOf(opened(1), acknowledged(2, 'developer'));
const bo = { id: 'bo', name: 'Bo', side: 'developer' } as const;
const calledBo = { ...ringing.seats.developer, called: ['ana', 'bo'] };
const heldByBo = {
  ...byAna,
  seats: { ...byAna.seats, developer: { ...byAna.seats.developer, acknowledgedBy: 'bo' } },
};

test.each([
  ['nobody is named', nobody, ringing, false],
  ['somebody else', { people: ['raj'], sides: [] }, ringing, false],
  ['by name', { people: ['raj', 'ana'], sides: [] }, null, true],
  ['a side that nobody holds, called to it', { people: [], sides: ['developer'] }, ringing, true],
  ['a side that she holds', { people: [], sides: ['developer'] }, byAna, true],
  ['a side that somebody else holds', { people: [], sides: ['developer'] }, heldByBo, false],
  ['the other side', { people: [], sides: ['sre'] }, ringing, false],
  ['a side of an incident unknown here', { people: [], sides: ['developer'] }, null, false],
] as const)('%s', (_name, { people, sides }, incident, expected) => {
  expect(isMentioned({ people: [...people], sides: [...sides] }, incident, ana)).toBe(expected);
});

test('a side without a holder calls all who were called to it', () => {
  const incident = { seats: { ...ringing.seats, developer: calledBo } };
  for (const person of [ana, bo]) {
    expect(isMentioned({ people: [], sides: ['developer'] }, incident, person)).toBe(true);
  }
});

test('nobody calls themselves', () => {
  const message = {
    ...{ seq: 3, at: t0, actor: { kind: 'person', personId: 'raj', deviceId: null } as const },
    ...({ type: 'message.posted', incidentId: 'i1', kind: 'message', text: '@Ana @Raj' } as const),
    ...{ messageId: '01999999-9999-7999-8999-999999999999', replyTo: null, attachments: [] },
    mentions: { people: ['ana', 'raj'], sides: [] },
  };
  expect(mentionIn(message, ringing, raj)).toBe(null);
  expect(mentionIn(message, ringing, ana)).toEqual({
    incidentId: 'i1',
    by: 'raj',
    text: '@Ana @Raj',
  });
});
