import { describe, expect, test } from 'vitest';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { AlertWindowView, BoardView, SettingsView } from '../ipc/views.ts';
import { acknowledged, incidentOf, makeAlert, opened, resolved, t0 } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { initialsOf } from './people.ts';
import { Rows } from './rows.ts';
import { alertWindowView, boardView, settingsView } from './window-views.ts';

const incident = (number: number, severity: 'critical' | 'error' | 'warning', minute = 0) =>
  opened(number, {
    ...{ number, severity, incidentId: `i${number}`, id: `a${number}` },
    startsAt: `2026-10-03T01:${10 + minute}:00.000Z`,
  });
const late = '2026-10-03T01:14:00.000Z';

function entry(change: Partial<OutboxEntry>): OutboxEntry {
  const command = { type: 'incident.acknowledge', incidentId: 'i1' } as const;
  return {
    id: 'c1',
    command,
    requestedAt: 0,
    state: 'waiting',
    seq: null,
    error: null,
    instead: null,
    ...change,
  };
}

describe('the alert window', () => {
  test('shows what calls me first, then the worst, then the oldest', () => {
    const known = makeKnowledge([
      incidentOf(incident(1, 'warning')),
      incidentOf(incident(2, 'critical'), acknowledged(9, 'developer', 'i2')),
      incidentOf(incident(3, 'error')),
      incidentOf(incident(4, 'error', 3)),
      incidentOf(incident(5, 'critical'), resolved(9, 'i5', late)),
    ]);
    const view = AlertWindowView.parse(alertWindowView(known, new Rows()));
    expect(view.incidents.map(({ number }) => number)).toEqual([3, 4, 1, 2]);
    expect(view.incidents.map(({ callsMe }) => callsMe)).toEqual([true, true, true, false]);
    expect([view.ringingCount, view.serviceCount]).toEqual([3, 1]);
  });

  test('shows both seats: who was called, who heard it, who has it', () => {
    const heard = {
      ...{ seq: 2, at: late, actor: { kind: 'person', personId: 'ana', deviceId: 'd' } },
      ...{ type: 'page.receipts', personId: 'ana', deviceId: 'd', stage: 'sounded' },
      incidentIds: ['i1'],
    } as const;
    const row = incidentOf(
      incident(1, 'critical'),
      heard as never,
      acknowledged(3, 'sre', 'i1', late),
    );
    const { seats } = alertWindowView(makeKnowledge([row]), new Rows()).incidents[0] ?? {};
    expect(seats?.developer).toMatchObject({
      state: 'ringing',
      isMine: true,
      called: [{ name: 'Ana Kovač', initials: 'AK', isMe: true, heard: true }],
      acknowledgedBy: null,
    });
    expect(seats?.sre).toMatchObject({
      state: 'acknowledged',
      isMine: false,
      called: [{ name: 'Raj Patel', initials: 'RP', isMe: false, heard: false }],
      acknowledgedBy: { name: 'Raj Patel' },
      acknowledgedAt: late,
    });
  });

  test('shows the moments of a hub whose clock is ahead as this clock would have told them', () => {
    const known = makeKnowledge([incidentOf(incident(1, 'critical'))], { clockSkewMs: 60_000 });
    const row = alertWindowView(known, new Rows()).incidents[0];
    expect(row?.openedAt).toBe('2026-10-03T01:09:00.000Z');
    expect(row?.seats.sre.ringingSince).toBe('2026-10-03T01:09:00.000Z');
  });

  test('shows a silence while it lasts', () => {
    const silence = {
      ...{ seq: 2, at: t0, actor: { kind: 'hub' } as const },
      ...({ type: 'sound.silenced', incidentId: 'i1', personId: 'ana' } as const),
      until: '2026-10-03T01:20:00.000Z',
    };
    const known = makeKnowledge([incidentOf(incident(1, 'critical'), silence)]);
    const rows = new Rows();
    expect(rows.open(known)[0]?.silencedUntil).toBe(silence.until);
    const after = { ...known, now: Date.parse(silence.until) };
    expect(rows.open(after)[0]?.silencedUntil).toBe(null);
  });

  test('shows alerts that a sender cut off', () => {
    const cut = {
      ...{ seq: 2, at: t0, actor: { kind: 'hub' } as const, unseen: 7, groupKey: 'g' },
      ...({ type: 'group.truncated', incidentId: 'i1' } as const),
    };
    const rows = new Rows().open(makeKnowledge([incidentOf(incident(1, 'critical'), cut)]));
    expect(rows[0]?.unseenCount).toBe(7);
  });
});

describe('a command on its way', () => {
  const rowOf = (one: OutboxEntry, link: 'online' | 'cut-off', ...events: never[]) => {
    const known = makeKnowledge([incidentOf(incident(1, 'critical'), ...events)], {
      outbox: [one],
    });
    return new Rows().one(
      { ...known, link: { ...known.link, state: link } },
      incidentOf(incident(1, 'critical'), ...events),
    );
  };

  test.each([
    ['waiting', 'cut-off', 'waiting-for-link'],
    ['waiting', 'online', 'sending'],
    ['sent', 'online', 'sending'],
    ['answered', 'online', 'sending'],
  ] as const)('%s while %s is %s', (state, link, shown) => {
    expect(rowOf(entry({ state }), link).pending).toEqual({
      command: 'acknowledge',
      state: shown,
      message: null,
    });
  });

  test('refused as too late says who was faster and when', () => {
    const error = new TocsinError('too_late').toWire();
    const over = resolved(9, 'i1', late) as never;
    expect(rowOf(entry({ state: 'refused', error }), 'online', over).pending).toEqual({
      command: 'acknowledge',
      state: 'refused',
      message: 'Too late: Alertmanager had resolved it at 01:14.',
    });
  });

  test('refused for another reason says it and what to do', () => {
    const error = new TocsinError('command_reused').toWire();
    const { pending } = rowOf(entry({ state: 'refused', error }), 'online');
    expect(pending?.message).toBe(`${error.message} ${error.remedy}`);
  });
});

test('a row is made anew only when something in it changed', () => {
  const rows = new Rows();
  const one = incidentOf(incident(1, 'critical'));
  const known = makeKnowledge([one, incidentOf(incident(2, 'error'))]);
  const [first, second] = rows.open(known);
  const changed = new Map(known.incidents).set(
    'i1',
    incidentOf(incident(1, 'critical'), acknowledged(3, 'sre')),
  );
  const again = rows.open({ ...known, now: known.now + 5_000, incidents: changed });
  expect(again[1]).toBe(second);
  expect(again[0]).not.toBe(first);
  const pending = rows.open({ ...known, outbox: [entry({})] });
  expect(pending[0]?.pending?.state).toBe('sending');
  expect(rows.open(known)[0]?.pending).toBe(null);
  expect(rows.open({ ...known, peopleVersion: 2 })[1]).not.toBe(second);
});

describe('the board', () => {
  const gone = (number: number, actor: object, at: string) =>
    incidentOf(incident(number, 'error'), { ...resolved(9, `i${number}`, at), actor } as never);

  test('shows what is open and what was, who resolved it, and the chosen one in full', () => {
    const known = makeKnowledge(
      [
        incidentOf(incident(1, 'critical')),
        gone(2, { kind: 'person', personId: 'raj', deviceId: null }, '2026-10-03T01:11:00.000Z'),
        gone(3, { kind: 'hub' }, late),
      ],
      { selectedId: 'i2', alertsOf: () => [makeAlert()] },
    );
    const view = BoardView.parse(boardView(known, new Rows()));
    expect(view.open.map(({ number }) => number)).toEqual([1]);
    expect(view.recent.map(({ number, resolvedBy }) => [number, resolvedBy])).toEqual([
      [3, 'its time ran out'],
      [2, 'Raj'],
    ]);
    expect(view.selected?.incident.number).toBe(2);
    expect(view.selected?.alerts).toHaveLength(1);
    expect(boardView({ ...known, selectedId: 'gone' }, new Rows()).selected).toBe(null);
  });
});

test('the settings window gets all that its contract asks for', () => {
  const around = { version: '1.0.0', tokenPlace: 'keychain', trayAdvice: null } as const;
  const view = settingsView(makeKnowledge([]), around);
  expect(SettingsView.parse(view)).toEqual(view);
});

test.each([
  ['Ana Kovač', 'AK'],
  ['raj', 'RA'],
  ['Ana Maria de la Cruz', 'AC'],
  ['ana.kovac', 'AK'],
  ['😀 Ünal', '😀Ü'],
  ['  ', '?'],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
