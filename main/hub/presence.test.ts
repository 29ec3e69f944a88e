import { expect, test } from 'vitest';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { Presence } from './presence.ts';

type Frame = Extract<ClientFrame, { type: 'presence' }>;

function rig() {
  const clock = new ManualClock();
  const sent: Frame[] = [];
  const machine = { idleSeconds: 0, asked: 0, isUp: true, changes: 0 };
  const presence = new Presence({
    clock,
    idleSeconds: () => {
      machine.asked += 1;
      return machine.idleSeconds;
    },
    send: (frame) => machine.isUp && sent.push(frame) > 0,
    onChange: () => (machine.changes += 1),
  });
  return { clock, sent, machine, presence };
}

const frame = (rooms: string[], change: Partial<Frame> = {}): Frame => {
  return { type: 'presence', rooms, isPresent: true, typingIn: null, ...change };
};

test('it tells which rooms are open, whole each time, and nothing twice', () => {
  const { sent, presence } = rig();
  presence.open();
  expect(sent).toEqual([]);
  presence.enter('i1');
  presence.enter('i2');
  presence.enter('i2');
  presence.leave('i1');
  presence.leave('i2');
  expect(sent).toEqual([
    frame(['i1']),
    frame(['i1', 'i2']),
    frame(['i2']),
    frame([], { isPresent: false }),
  ]);
});

test('whoever touches nothing for two minutes is only connected, until the next touch', () => {
  const { clock, sent, machine, presence } = rig();
  presence.open();
  presence.enter('i1');
  clock.advance(10_000);
  machine.idleSeconds = 100;
  clock.advance(90_000);
  expect(sent).toHaveLength(1);
  machine.idleSeconds = 300;
  clock.advance(60_000);
  expect(sent.at(-1)).toEqual(frame(['i1'], { isPresent: false }));
  machine.idleSeconds = 1;
  clock.advance(15_000);
  expect(sent.at(-1)).toEqual(frame(['i1']));
  machine.idleSeconds = 300;
  clock.advance(3 * 60_000);
  presence.input();
  expect(sent.at(-1)).toEqual(frame(['i1']));
});

test('the machine is asked only while a room is open and the hub can be told', () => {
  const { clock, machine, presence } = rig();
  presence.open();
  clock.advance(60 * 60_000);
  presence.enter('i1');
  clock.advance(60_000);
  expect(machine.asked).toBeGreaterThan(2);
  presence.leave('i1');
  clock.advance(15_000);
  expect(clock.timerCount).toBe(0);
  presence.enter('i1');
  presence.close();
  expect(clock.timerCount).toBe(0);
});

test('writing is told anew while it lasts, and withdrawn when it ends or is forgotten', () => {
  const { clock, sent, presence } = rig();
  presence.open();
  presence.typing('i1', true);
  expect(sent).toEqual([]);
  presence.enter('i1');
  const writing = frame(['i1'], { typingIn: 'i1' });
  presence.typing('i1', true);
  presence.typing('i1', true);
  expect(sent.slice(1)).toEqual([writing]);
  clock.advance(limits.typingMs);
  presence.typing('i1', true);
  expect(sent.slice(2)).toEqual([writing]);
  presence.typing('i1', false);
  expect(sent.slice(3)).toEqual([frame(['i1'])]);
  presence.typing('i1', true);
  clock.advance(2 * limits.typingMs);
  expect(sent.slice(4)).toEqual([writing, frame(['i1'])]);
});

test('after a cut nobody is seen, and the hub is told again', () => {
  const { sent, machine, presence } = rig();
  presence.open();
  presence.enter('i1');
  const people = [{ personId: 'raj', isPresent: true, isTyping: false }];
  presence.receive({ type: 'presence', incidentId: 'i1', people });
  presence.receive({ type: 'presence', incidentId: 'not-open', people });
  expect(presence.here('i1')).toEqual(people);
  expect(presence.here('not-open')).toEqual([]);
  presence.close();
  expect(presence.here('i1')).toEqual([]);
  expect(machine.changes).toBe(2);
  presence.open();
  expect(sent).toEqual([frame(['i1']), frame(['i1'])]);
  machine.isUp = false;
  presence.enter('i2');
  machine.isUp = true;
  presence.input();
  expect(sent.at(-1)).toEqual(frame(['i1', 'i2']));
});

test('of more windows than the hub takes, the newest are told', () => {
  const { sent, presence } = rig();
  presence.open();
  for (let index = 0; index < limits.openRooms + 3; index += 1) presence.enter(`i${index}`);
  expect(sent.at(-1)?.rooms).toHaveLength(limits.openRooms);
  expect(sent.at(-1)?.rooms.at(-1)).toBe(`i${limits.openRooms + 2}`);
});
