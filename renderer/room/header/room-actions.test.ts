import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../../main/ipc/contract.ts';
import { roomScenes } from '../../gallery/scenes/room.ts';
import { RoomState } from '../room-state.svelte.ts';
import { RoomActions } from './room-actions.svelte.ts';

let asked: unknown[][];
let answer: unknown;

function open(scene: string): RoomActions {
  return openRoom(scene).actions;
}

function openRoom(scene: string) {
  const pushes = roomScenes[scene] as unknown as Record<string, unknown>;
  const tocsin = {
    platform: 'linux',
    request: (...request: unknown[]) => {
      asked.push(request);
      return Promise.resolve(answer);
    },
    on: (channel: string, listener: (payload: unknown) => void) => {
      if (channel in pushes) listener(pushes[channel]);
      return () => undefined;
    },
  } as unknown as TocsinApi;
  const room = new RoomState(tocsin);
  return { room, actions: new RoomActions(room) };
}

beforeEach(() => {
  asked = [];
  answer = { commandId: 'one' };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => void vi.useRealTimers());

it('gives commands for its incident, and none that is not offered', () => {
  const actions = open('ringing');
  actions.do('acknowledge');
  actions.do('unacknowledge');
  expect(asked).toEqual([
    ['room:do', { command: { type: 'incident.acknowledge', incidentId: 'incident-41' } }],
  ]);
});

it('shows the stopgaps that are open, instead of asking for what the hub would refuse', () => {
  const { actions, room } = openRoom('ringing');
  const { view } = room;
  room.view = view && { ...view, incident: view.incident && { ...view.incident, openStopgaps: 1 } };
  actions.do('resolve');
  expect([room.wantedTab, actions.armed, asked.length]).toEqual(['stopgaps', null, 0]);
});

it('marks noise with a reason, and takes it back', () => {
  const actions = open('ringing');
  actions.markNoise('the threshold');
  actions.markNoise(null);
  const type = 'incident.mark-noise';
  expect(asked).toEqual([
    ['room:do', { command: { type, incidentId: 'incident-41', reason: 'the threshold' } }],
    ['room:do', { command: { type, incidentId: 'incident-41', reason: null } }],
  ]);
});

it('resolves at the second press within four seconds', () => {
  const actions = open('ringing');
  actions.do('resolve');
  expect([actions.armed, asked.length]).toEqual(['resolve', 0]);
  vi.advanceTimersByTime(4_000);
  expect(actions.armed).toBeNull();
  actions.do('resolve');
  actions.do('resolve');
  expect([actions.armed, asked.length]).toEqual([null, 1]);
});

it('says what severity the reader saw, and does not ask for the same', () => {
  const actions = open('busy');
  actions.setSeverity('critical');
  actions.setSeverity('warning');
  expect(asked).toMatchObject([
    ['room:do', { command: { from: 'critical', severity: 'warning' } }],
  ]);
});

it('says how an export went, and nothing when the reader gave up', async () => {
  const actions = open('busy');
  answer = 'saved';
  await actions.export('json');
  expect(actions.exported).toMatch(/saved/);
  answer = 'cancelled';
  await actions.export('json');
  expect(actions.exported).toBeNull();
  answer = 'unavailable';
  await actions.export('markdown');
  expect(actions.exported).toMatch(/cannot be asked/);
});

it('opens no menu that is not there', () => {
  const actions = open('resolved');
  actions.openSeverity();
  actions.openPaging();
  expect([actions.isSeverityOpen, actions.isPagingOpen]).toEqual([false, false]);
});
