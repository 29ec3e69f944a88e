import { expect, test } from 'vitest';
import type { Command } from '../../server/protocol/commands.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { noRooms } from '../hub/room-knowledge.ts';
import {
  acknowledged,
  ana,
  incidentOf,
  opened,
  people,
  raj,
  resolved,
  t0,
  t0Ms,
} from '../testing/factory.ts';
import { pagesOf } from './pages.ts';
import type { PagesInput } from './pages.ts';

const silence = {
  ...{ seq: 5, at: t0, actor: { kind: 'hub' } as const, until: '2026-10-03T01:20:00.000Z' },
  ...({ type: 'sound.silenced', incidentId: 'i1', personId: 'ana' } as const),
};

const entry = {
  id: 'c1',
  requestedAt: t0Ms,
  state: 'waiting',
  seq: null,
  error: null,
  instead: null,
} as const;

function pages(incident: ReturnType<typeof incidentOf>, change: Partial<PagesInput> = {}) {
  const incidents = new Map([[incident.id, incident]]);
  return pagesOf({
    me: ana,
    incidents,
    people,
    outbox: [],
    rooms: noRooms,
    clockSkewMs: 0,
    stopgaps: new Map(),
    causeOf: () => null,
    now: t0Ms,
    ...change,
  });
}

type Answer = Extract<
  Command['type'],
  'incident.acknowledge' | 'incident.unacknowledge' | 'incident.resolve' | 'sound.silence'
>;

function asked(type: Answer, state: OutboxEntry['state'] = 'waiting'): Partial<PagesInput> {
  const command: Command = { type, incidentId: 'i1' };
  return {
    outbox: [{ ...entry, command, state }],
  };
}

test('my side rings until my side acknowledges', () => {
  const bySre = incidentOf(opened(1), acknowledged(2, 'sre'));
  expect(pages(bySre)).toMatchObject([
    {
      mySide: 'developer',
      seat: 'ringing',
      callsMe: true,
      otherSideBy: 'Raj',
      acknowledgedBy: null,
    },
  ]);
  expect(pages(bySre, { me: raj })).toMatchObject([
    { mySide: 'sre', seat: 'acknowledged', otherSideBy: null, acknowledgedBy: 'You' },
  ]);
  expect(pages(incidentOf(opened(1), resolved(2)))).toEqual([]);
});

test('somebody who was not called is not rung', () => {
  const bo = { ...ana, id: 'bo' };
  expect(pages(incidentOf(opened(1)), { me: bo })).toMatchObject([{ callsMe: false }]);
});

test('my silence is mine, by my clock', () => {
  const silenced = incidentOf(opened(1), silence);
  const until = Date.parse(silence.until);
  expect(pages(silenced)[0]?.silencedUntil).toBe(until);
  expect(pages(silenced, { me: raj })[0]?.silencedUntil).toBe(null);
  expect(pages(silenced, { clockSkewMs: 5_000 })[0]?.silencedUntil).toBe(until - 5_000);
});

test('what I asked for counts before the hub has answered, a refusal does not', () => {
  const rings = incidentOf(opened(1));
  expect(pages(rings, asked('incident.acknowledge'))[0]?.isAnsweredHere).toBe(true);
  expect(pages(rings, asked('incident.resolve', 'sent'))[0]?.isAnsweredHere).toBe(true);
  expect(pages(rings, asked('incident.acknowledge', 'answered'))[0]?.isAnsweredHere).toBe(true);
  expect(pages(rings, asked('incident.acknowledge', 'refused'))[0]?.isAnsweredHere).toBe(false);
  expect(pages(rings, asked('incident.acknowledge', 'superseded'))[0]?.isAnsweredHere).toBe(false);
  expect(pages(rings, asked('incident.unacknowledge'))[0]?.isAnsweredHere).toBe(false);
  const page = { type: 'person.page', incidentId: 'i1', personId: 'raj' } as const;
  const outbox = [...(asked('incident.acknowledge').outbox ?? []), { ...entry, command: page }];
  expect(pages(rings, { outbox })[0]?.isAnsweredHere).toBe(true);
  expect(pages(rings, asked('sound.silence'))[0]?.silencedUntil).toBe(t0Ms + 5 * 60_000);
});
