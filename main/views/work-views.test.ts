import { describe, expect, test } from 'vitest';
import type { Command } from '../../server/protocol/commands.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import { RoomLog } from '../../server/protocol/room-log.ts';
import { noRooms } from '../hub/room-knowledge.ts';
import type { KnownRoom } from '../hub/room-knowledge.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { BoardView } from '../ipc/views.ts';
import { incidentOf, opened, t0, t0Ms } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import {
  config,
  later,
  makeCard,
  makeCardSummary,
  makeChecklist,
  makeStopgap,
} from '../testing/work.ts';
import { earlierHint } from './earlier.ts';
import { knockInWords } from './knock-words.ts';
import { pendingCommand, pendingView } from './pending.ts';
import { RoomViews } from './room-view.ts';
import { Rows } from './rows.ts';
import { boardView } from './window-views.ts';
import { inHubTime } from './work-times.ts';

const incident = incidentOf(opened(1));
const past = '2026-10-03T01:14:00.000Z';
const match = {
  ...{ incidentId: 'i0', incidentNumber: 7, service: 'checkout-api', title: '5xx ratio' },
  ...{ resolvedAt: t0, lesson: 'it was the pool size', stopgap: '', reasons: ['same alert'] },
};

test('the board shows stopgaps, cards and teams, by this clock, whose they are, and what is overdue', () => {
  const stopgaps = [
    makeStopgap({ id: 'new', installedAt: '2026-10-03T01:13:00.000Z' }),
    makeStopgap({ id: 'old', team: { id: 'mail', name: 'Mail' }, ownerId: 'raj' }),
    makeStopgap({ id: 'over', installedAt: past, expiresAt: past }),
  ];
  const cards = [
    makeCardSummary({ incidentId: 'i3', team: { id: 'mail', name: 'Mail' }, dueAt: past }),
    makeCardSummary(),
  ];
  const known = makeKnowledge([incident], {
    ...{ config, clockSkewMs: 60_000 },
    stopgaps: new Map(stopgaps.map((one) => [one.id, one])),
    cards: new Map(cards.map((one) => [one.incidentId, one])),
  });
  const view = BoardView.parse(boardView(known, new Rows()));
  expect(view.stopgaps.map(({ id, isOverdue, isMine }) => [id, isOverdue, isMine])).toEqual([
    ['over', true, true],
    ['old', false, false],
    ['new', false, true],
  ]);
  expect(view.stopgaps[1]).toMatchObject({
    ...{ owner: { name: 'Raj Patel' }, expiresAt: '2026-10-05T10:59:00.000Z' },
    incidentTitle: incident.title,
  });
  expect(
    view.cards.map(({ incidentId, isMine, isOverdue }) => [incidentId, isMine, isOverdue]),
  ).toEqual([
    ['i1', true, false],
    ['i3', false, true],
  ]);
  expect(view.teams.map(({ id, isMine }) => [id, isMine])).toEqual([
    ['payments', true],
    ['sre', false],
    ['mail', false],
  ]);
  expect(view.teams[0]?.opensAt).toBe('2026-10-05T06:59:00.000Z');
});

test('a room knows the teams around its service, the hooks, and the tab that was asked for', () => {
  const known = makeKnowledge([incident], {
    config,
    soughtTabIn: () => ({ tab: 'card', count: 2 }),
  });
  const view = new RoomViews(new Rows()).of('i1', known);
  expect(view.teams.map(({ id }) => id)).toEqual(['payments', 'sre']);
  expect(view).toMatchObject({
    ...{ owningTeamId: 'payments', hooks: ['restart-pod'], stopgapGraceMs: 7_200_000 },
    soughtTab: { tab: 'card', count: 2 },
  });
});

test('a row shows what is open since earlier incidents of its service, and becomes overdue by itself', () => {
  const stopgaps = new Map([
    ['own', makeStopgap({ id: 'own' })],
    ['late', makeStopgap({ id: 'late', incidentId: 'i0', incidentNumber: 7 })],
    ['soon', makeStopgap({ id: 'soon', incidentId: 'i0', what: 'b', expiresAt: past })],
    ['other', makeStopgap({ id: 'other', incidentId: 'i9', service: 'mail' })],
  ]);
  const rows = new Rows();
  const known = makeKnowledge([incident], { stopgaps, now: Date.parse(past) - 1 });
  const shown = (now: number) =>
    rows.open({ ...known, now })[0]?.earlierStopgaps.map((one) => `${one.what} ${one.isOverdue}`);
  expect(shown(Date.parse(past) - 1)).toEqual(['b false', 'pool 50→200 false']);
  expect(shown(Date.parse(past))).toEqual(['b true', 'pool 50→200 false']);
  const [row] = rows.open(known);
  expect(rows.open(known)[0]).toBe(row);
});

test('what is known of earlier is one line: a card before a stopgap', () => {
  const known = makeKnowledge([], {
    stopgaps: new Map([['s1', makeStopgap({ incidentId: 'i0', incidentNumber: 7 })]]),
  });
  expect(earlierHint(incident, makeKnowledge([]))).toBe(null);
  expect(earlierHint(incident, known)).toBe('Stopgap of #7 still open: pool 50→200');
  expect(earlierHint({ ...incident, seenBefore: [match] }, known)).toBe(
    'Seen before 2026-10-03: it was the pool size',
  );
});

describe('words of a knock', () => {
  const known = makeKnowledge([incident], { clockSkewMs: 0 });
  test.each([
    [
      { kind: 'mention', incidentId: 'i1', by: 'raj', text: 'look at\nthe pool' },
      ['Raj in #1 checkout-api', 'look at the pool', 'Raj mentions you'],
    ],
    [
      { kind: 'step', incidentId: 'i1', text: 'Scale the pool', dueAt: past, tells: 'assignee' },
      [
        'Your step is overdue in #1 checkout-api',
        'Scale the pool, due at 01:14',
        'Your step is overdue',
      ],
    ],
    [
      { kind: 'stopgap', incidentId: 'i9', what: null },
      [
        'A stopgap has expired',
        'A stopgap: undo it, extend it, or make it permanent?',
        'A stopgap that you answer for has expired',
      ],
    ],
    [
      { kind: 'card', incidentId: 'i1', dueAt: later },
      [
        'A card waits for your team: #1 checkout-api',
        'What was learned, due Mon 11:00',
        'A card waits for your team',
      ],
    ],
  ] as const)('%j', (knock, expected) => {
    const { content, reason, incidentId } = knockInWords(knock, known);
    expect([content.title, content.body, reason]).toEqual(expected);
    expect(content).toMatchObject({ opens: { window: 'room', incidentId }, severity: null });
  });
});

describe('what happened instead', () => {
  const instead = {
    actor: { kind: 'person', personId: 'raj', deviceId: null } as const,
    at: past,
  };
  const step = { incidentId: 'i1', checklistId: 'k1', stepId: 'pool' };
  const tick: Command = {
    ...{ type: 'step.set', ...step, from: 'open', status: 'done', reason: null, answer: null },
  };
  const undo: Command = { type: 'stopgap.undo', incidentId: 'i1', stopgapId: 's1', note: null };
  const edit: Command = {
    ...{ type: 'card.edit', incidentId: 'i1', revision: 1, content: makeCard().content },
  };
  const log = new RoomLog({
    ...{ incidentId: 'i1', entries: [], reads: {} },
    checklists: [makeChecklist({ pool: { status: 'skipped', statusBy: 'raj', statusAt: past } })],
    stopgaps: [makeStopgap({ state: 'permanent' })],
    card: makeCard({ state: 'accepted' }),
  });
  const room: KnownRoom = {
    ...{ log, version: 1, incident: null, state: 'complete', problem: null },
  };
  const known = makeKnowledge([incident], { rooms: { ...noRooms, of: () => room } });
  const entry = (command: Command, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
    ...{ id: 'c1', command, requestedAt: t0Ms, state: 'superseded', seq: null, error: null },
    ...{ instead, ...change },
  });
  test.each<[Command, string]>([
    [tick, 'Raj skipped it at 01:14.'],
    [undo, 'Too late: Raj had made it permanent at 01:14.'],
    [edit, 'Too late: Raj had accepted the card at 01:14. What you wrote is kept here.'],
  ])('%#', (command, expected) => {
    const pending = pendingCommand(entry(command), incident, known);
    expect(pending).toMatchObject({ state: 'superseded', command, verdict: expected });
    expect(pendingView(entry(command), incident, known)).toBe(null);
  });

  test('an incident with stopgaps is not resolved, and says which', () => {
    const error = new TocsinError('stopgaps_open').toWire();
    const refused = entry({ type: 'incident.resolve', incidentId: 'i1' }, { error });
    const stopgaps = new Map([['s1', makeStopgap()]]);
    const open = { ...known, stopgaps };
    const { message } =
      pendingView({ ...refused, state: 'refused', instead: null }, incident, open) ?? {};
    expect(message).toBe(
      'Not resolved: the stopgap “pool 50→200” is still open. Undo each, or make it permanent; then resolve.',
    );
  });
});

test('moments in commands go out in the hub’s time, and the seen expiry exactly as the hub named it', () => {
  const stopgap = makeStopgap();
  const mirror = { stopgaps: new Map([['s1', stopgap]]) };
  const extend = (from: string): Command => ({
    ...{ type: 'stopgap.extend', incidentId: 'i1', stopgapId: 's1', from, reason: 'not yet' },
    until: '2026-10-06T11:00:00.000Z',
  });
  const seen = '2026-10-05T10:49:59.500Z';
  const sent = inHubTime(extend(seen), { clockSkewMs: 600_000, mirror });
  expect(sent).toMatchObject({ from: stopgap.expiresAt, until: '2026-10-06T11:10:00.000Z' });
  const other = inHubTime(extend('2026-10-05T09:00:00.000Z'), { clockSkewMs: 600_000, mirror });
  expect(other).toMatchObject({ from: '2026-10-05T09:10:00.000Z' });
  const note: Command = { type: 'card.accept', incidentId: 'i1', revision: 1 };
  expect(inHubTime(note, { clockSkewMs: 600_000, mirror })).toBe(note);
});
