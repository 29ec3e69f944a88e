import { expect, test } from 'vitest';
import type { Incident } from '../../server/protocol/incident.ts';
import type { PageKind } from '../ipc/contract.ts';
import { incidentOf, opened } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { Publisher } from './publisher.ts';

function rig() {
  const clock = new ManualClock();
  const pushed: string[] = [];
  const open = new Set<PageKind>(['alert']);
  const incidents: Incident[] = [];
  const expected: boolean[] = [];
  const publisher = new Publisher({
    clock,
    windows: {
      isOpen: (page) => open.has(page),
      push: (channel) => void pushed.push(channel),
      open: () => undefined,
      openRoom: () => undefined,
      openRooms: () => [],
      expectRooms: (isLikely) => void expected.push(isLikely),
      pushToRoom: () => undefined,
    },
    tray: { update: () => void pushed.push('tray') },
    knowledge: () => makeKnowledge(incidents, { now: clock.now() }),
    around: () => ({ version: '1', tokenPlace: 'none', trayAdvice: null }),
    join: () => ({ offered: null, state: 'idle', message: null }),
  });
  return { clock, pushed, open, incidents, expected, publisher };
}

test('a view is made at once, and only for a window that is open', () => {
  const { pushed, open, publisher, clock } = rig();
  publisher.touch();
  expect(pushed).toEqual(['alert:view', 'tray']);
  for (const page of ['board', 'settings', 'join'] as const) open.add(page);
  clock.advance(100);
  publisher.touch();
  expect(pushed.slice(2)).toEqual([
    'alert:view',
    'board:view',
    'settings:view',
    'join:view',
    'tray',
  ]);
});

test('a storm is shown a few times a second', () => {
  const { clock, pushed, incidents, publisher } = rig();
  for (let index = 0; index < 1_000; index += 1) {
    incidents.push(incidentOf(opened(1, { incidentId: `i${index}`, id: `a${index}` })));
    publisher.touch();
    clock.advance(10);
  }
  clock.advance(400);
  const views = pushed.filter((channel) => channel === 'alert:view').length;
  expect(views).toBeGreaterThan(20);
  expect(views).toBeLessThan(45);
});

test('ages go on growing while nothing happens, and only while something is open', () => {
  const { clock, pushed, incidents, publisher } = rig();
  publisher.touch();
  clock.advance(10 * 60_000);
  expect(pushed).toHaveLength(2);
  expect(clock.timerCount).toBe(0);
  incidents.push(incidentOf(opened(1)));
  publisher.touch();
  clock.advance(3 * 60_000);
  expect(pushed).toHaveLength(2 + 4 * 2);
  publisher.stop();
  expect(clock.timerCount).toBe(0);
});

test('rooms are likely to be opened while an incident is open', () => {
  const { clock, incidents, expected, publisher } = rig();
  const publish = () => {
    publisher.touch();
    clock.advance(100);
  };
  publish();
  incidents.push(incidentOf(opened(1)));
  publish();
  incidents.splice(0);
  publish();
  expect(expected).toEqual([false, true, false]);
});
