import { describe, expect, test } from 'vitest';
import type { Command } from '../../server/protocol/commands.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import { RoomLog } from '../../server/protocol/room-log.ts';
import { noRooms } from '../hub/room-knowledge.ts';
import type { KnownRoom, RoomKnowledge } from '../hub/room-knowledge.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { RoomContextPush, RoomEntriesPush, RoomView } from '../ipc/room-views.ts';
import { RoomRunbookPush, RoomWorkPush } from '../ipc/work-views.ts';
import type { RoomChannel } from '../pager/ports.ts';
import { incidentOf, makeAlert, opened, resolved, t0, t0Ms } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { attached, installed, makeRunbook, makeStep } from '../testing/work.ts';
import type { Knowledge } from './knowledge.ts';
import { RoomPublisher } from './room-publisher.ts';
import { RoomViews } from './room-view.ts';
import { Rows } from './rows.ts';

const late = '2026-10-03T01:14:00.000Z';
const id = '01999999-9999-7999-8999-999999999999';
const hash = 'a'.repeat(64);

const noItems = { items: [], state: 'complete' } as const;

function rooms(change: Partial<RoomKnowledge> = {}): RoomKnowledge {
  const room: KnownRoom = {
    ...{ log: RoomLog.empty('i1'), version: 1, incident: null, state: 'complete', problem: null },
  };
  return { ...noRooms, of: () => room, contextOf: () => noItems, ...change };
}

function entry(change: Partial<OutboxEntry>): OutboxEntry {
  const command = { type: 'incident.acknowledge', incidentId: 'i1' } as const;
  const rest = { state: 'waiting', seq: null, error: null, instead: null } as const;
  return { id, command, requestedAt: t0Ms, ...rest, ...change };
}

function viewOf(known: Knowledge): RoomView {
  const view = new RoomViews(new Rows()).of('i1', known);
  expect(RoomView.parse(view)).toEqual(view);
  return view;
}

describe('the view of a room', () => {
  test('says who is there, who has read, and who can be called, by name', () => {
    const here = [{ personId: 'raj', isPresent: true, isTyping: false }];
    const known = makeKnowledge([incidentOf(opened(1))], {
      rooms: rooms({ here: () => here }),
      alertsOf: () => [makeAlert()],
    });
    const view = viewOf(known);
    expect(view).toMatchObject({ incident: { number: 1 }, here, history: 'complete', reads: {} });
    expect(view.people.map(({ name, side, isMe }) => [name, side, isMe])).toEqual([
      ['Ana Kovač', 'developer', true],
      ['Raj Patel', 'sre', false],
    ]);
  });

  test('of an incident that nobody knows here yet is still one', () => {
    const view = viewOf(makeKnowledge([]));
    expect(view).toMatchObject({ incident: null, alerts: [], history: 'loading' });
  });

  test('of an incident that only the hub remembers shows what the hub said', () => {
    const log = RoomLog.empty('i1');
    const incident = incidentOf(opened(1), resolved(2));
    const of = (): KnownRoom => {
      return { log, version: 1, incident, state: 'partial', problem: null };
    };
    expect(viewOf(makeKnowledge([], { rooms: rooms({ of }) })).incident?.status).toBe('resolved');
  });

  test('shows what waits here, in order, with its attachments', () => {
    const attachments = [{ hash, name: 'error.log' }];
    const kind = 'message' as const;
    const message: Command = {
      ...{ type: 'message.post', incidentId: 'i1', kind, text: '', replyTo: null, attachments },
    };
    const text = { lineCount: 40, preview: 'a' };
    const stored = { hash, mediaType: 'text/plain', sizeBytes: 90, image: null, text };
    const known = makeKnowledge([incidentOf(opened(1))], {
      rooms: rooms(),
      outbox: [
        entry({ command: message, state: 'uploading' }),
        entry({ command: { ...message, incidentId: 'i2' } }),
        entry({ state: 'answered' }),
      ],
      attachmentOf: () => stored,
    });
    const { pending, localAttachments } = viewOf(known);
    expect(pending.map(({ command, state }) => [command.type, state])).toEqual([
      ['message.post', 'uploading'],
      ['incident.acknowledge', 'sending'],
    ]);
    expect(localAttachments).toEqual({ [hash]: { ...stored, name: 'error.log' } });
    const cutOff = { ...known, link: { ...known.link, state: 'cut-off' } } as const;
    expect(viewOf(cutOff).pending[0]?.state).toBe('waiting-for-link');
  });

  test('says honestly what happened instead', () => {
    const actor = { kind: 'person', personId: 'raj', deviceId: null } as const;
    const verdict = (one: Partial<OutboxEntry>, ...more: ReturnType<typeof resolved>[]) => {
      const known = makeKnowledge([incidentOf(opened(1), ...more)], {
        rooms: rooms(),
        outbox: [entry(one)],
      });
      return viewOf(known).pending[0]?.verdict;
    };
    const instead = { actor, at: late };
    expect(verdict({ state: 'superseded', instead })).toBe('Too late: Raj had taken it at 01:14.');
    const error = new TocsinError('too_late').toWire();
    expect(verdict({ state: 'refused', error }, resolved(2, 'i1', late))).toBe(
      'Too late: Alertmanager had resolved it at 01:14.',
    );
    expect(verdict({ state: 'refused', error })).toBe(`${error.message} ${error.remedy}`);
  });
});

describe('the row of an incident', () => {
  const rowOf = (known: Knowledge) => viewOf(known).incident;

  test('counts what was not read, and says who pages this person', () => {
    const actor = { kind: 'person', personId: 'raj', deviceId: null } as const;
    const who = { side: 'developer', personId: 'ana' } as const;
    const paged: VisibleEvent = {
      ...{ type: 'person.paged', seq: 2, at: t0, actor, incidentId: 'i1', ...who },
    };
    const one = incidentOf(opened(1), paged);
    const unreadOf = () => ({ count: 3, mentionsMe: true });
    const known = makeKnowledge([one], { rooms: rooms({ unreadOf, pagerOf: () => 'raj' }) });
    expect(rowOf(known)).toMatchObject({
      ...{ pagedBy: 'Raj', unreadCount: 3, mentionsMe: true, callsMe: true },
    });
    expect(rowOf({ ...known, rooms: rooms() })?.pagedBy).toBe('Somebody');
    expect(rowOf(makeKnowledge([incidentOf(opened(1))]))?.pagedBy).toBeNull();
  });

  test('is made anew when somebody writes, and knows commands about the incident alone', () => {
    const rows = new Rows();
    const one = incidentOf(opened(1));
    const known = makeKnowledge([one]);
    const before = rows.one(known, one);
    const unreadOf = () => ({ count: 1, mentionsMe: false });
    expect(rows.one({ ...known, rooms: rooms({ unreadOf }) }, one)).not.toBe(before);
    const edit = { type: 'message.delete', incidentId: 'i1', messageId: id } as const;
    const outbox = [entry({}), entry({ command: edit })];
    expect(rows.one({ ...known, outbox }, one).pending?.command).toBe('acknowledge');
  });
});

describe('what the window of a room is told', () => {
  function rig() {
    const told: string[] = [];
    const last: { work: unknown } = { work: null };
    const clock = new ManualClock();
    const open = new Set(['i1']);
    const state: { known: Knowledge } = {
      known: makeKnowledge([incidentOf(opened(1))], { rooms: rooms() }),
    };
    const schemas = {
      'room:view': RoomView,
      'room:entries': RoomEntriesPush,
      'room:context': RoomContextPush,
      'room:work': RoomWorkPush,
      'room:runbook': RoomRunbookPush,
    };
    const publisher = new RoomPublisher({
      clock,
      windows: {
        openRooms: () => [...open],
        pushToRoom: (incidentId, channel: RoomChannel, payload) => {
          schemas[channel].parse(payload);
          told.push(`${incidentId} ${channel}`);
          if (channel === 'room:work') last.work = payload;
        },
      },
      knowledge: () => state.known,
      rows: new Rows(),
    });
    return { told, last, clock, open, state, publisher };
  }
  const change = { incidentId: 'i1', isReset: false, entries: [], isWork: false };
  const everything = ['i1 room:view', 'i1 room:work', 'i1 room:context', 'i1 room:entries'];

  test('is nothing until its page listens, then everything, and again when it is made anew', () => {
    const { told, state, publisher } = rig();
    publisher.publish(state.known);
    publisher.changed(change);
    expect(told).toEqual([]);
    publisher.ready('i1');
    expect(told).toEqual(everything);
    publisher.ready('i1');
    expect(told).toEqual([...everything, ...everything]);
  });

  test('is what changed, and nothing else', () => {
    const { told, state, publisher } = rig();
    publisher.ready('i1');
    told.length = 0;
    publisher.publish({ ...state.known, now: state.known.now + 100 });
    expect(told).toEqual([]);
    publisher.publish({ ...state.known, clockSkewMs: 5 });
    expect(told).toEqual(['i1 room:view']);
    const contextOf = () => ({ items: [], state: 'loading' as const });
    publisher.publish({
      ...state.known,
      clockSkewMs: 5,
      rooms: { ...state.known.rooms, contextOf },
    });
    expect(told).toEqual(['i1 room:view', 'i1 room:context']);
  });

  test('ends with its window', () => {
    const { told, open, state, publisher } = rig();
    publisher.ready('i1');
    open.clear();
    publisher.publish(state.known);
    told.length = 0;
    open.add('i1');
    publisher.publish({ ...state.known, clockSkewMs: 7 });
    expect(told).toEqual([]);
  });

  test('is what was worked on, at once, each runbook once and by this clock, ahead of the rest', () => {
    const { told, last, clock, state, publisher } = rig();
    const log = RoomLog.empty('i1');
    const room: KnownRoom = {
      ...{ log, version: 1, incident: null, state: 'complete', problem: null },
    };
    const { runbook } = makeRunbook([makeStep('pool')]);
    const known = { ...state.known, clockSkewMs: 60_000 };
    state.known = { ...known, rooms: { ...rooms(), of: () => room, runbookOf: () => runbook } };
    publisher.ready('i1');
    told.splice(0);
    log.apply(attached(5));
    publisher.changed({ ...change, isWork: true });
    expect(told).toEqual(['i1 room:runbook', 'i1 room:work']);
    log.apply(installed(6));
    publisher.changed({ ...change, isWork: true });
    expect(told).toHaveLength(2);
    clock.advance(16);
    expect(told.slice(2)).toEqual(['i1 room:work']);
    expect(last.work).toMatchObject({
      missingRunbooks: [],
      checklists: [{ id: 'k-i1', attachedAt: '2026-10-03T01:11:00.000Z' }],
      stopgaps: [{ id: 's1', expiresAt: '2026-10-05T10:59:00.000Z' }],
    });
    publisher.publish(state.known);
    clock.advance(1_000);
    expect(told).toHaveLength(3);
  });
});
