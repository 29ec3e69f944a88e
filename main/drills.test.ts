import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Drill } from '../server/protocol/oncall.ts';
import { saveMembership } from './hub/membership.ts';
import { hubEvent, makeDrill, makeRota, onCall } from './testing/duty.ts';
import { ana, opened, t0, t0Ms } from './testing/factory.ts';
import { LaptopRig } from './testing/laptop-rig.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { online, until } from './testing/scene.ts';
import { SmallHub, welcome } from './testing/small-hub.ts';

let hub: SmallHub;
let clock: ManualClock;
let rig: LaptopRig;

/** Ana's laptop, online at a hub that says exactly what a test tells it to. */
beforeEach(async () => {
  hub = await SmallHub.start();
  clock = new ManualClock(t0Ms);
  rig = await LaptopRig.make(clock);
  await saveMembership(rig.profileFolder, {
    ...{ hub: hub.url, hubId: 'h1', person: ana, deviceId: 'd1' },
  });
  rig.tokens.set('d1', 'secret');
  hub.onFrame = ({ type }) => {
    if (type !== 'hello') return;
    hub.send(welcome({ you: { person: ana, deviceId: 'd1' } }), { type: 'live', seq: 0 });
  };
  await rig.laptop.start();
  await online(rig, clock);
});

afterEach(async () => {
  await rig.remove();
  await hub.stop();
});

const event = (one: ReturnType<typeof opened>) => ({ type: 'event', event: one }) as const;
const soon = (assertion: () => void) => until(assertion, clock);

/** What the laptop told of drills, as `name` or `name: what is wrong`. */
function reported(): string[][] {
  return hub.frames.flatMap((frame) => {
    if (frame.type !== 'report' || frame.report.type !== 'drill') return [];
    return [
      frame.report.checks.map(({ name, isOk, detail }) => (isOk ? name : `${name}: ${detail}`)),
    ];
  });
}

const allWell = ['link', 'audio-device', 'volume', 'mute', 'notifications', 'window'];

function startDrill(change: Partial<Drill> = {}): void {
  const drill = makeDrill(change);
  hub.send({ type: 'oncall', isWhole: true, view: onCall({ rotas: [makeRota()] }) });
  hub.send(event(hubEvent(1, { type: 'drill.started', drill })));
}

test('a drill rings, is shown, reports what it finds, and is confirmed', async () => {
  startDrill();
  await soon(() => expect(rig.order?.pattern).toBe('drill'));
  expect(rig.window).toBe('top');
  expect(rig.notifications.at(-1)).toMatchObject({ title: 'Can you hear me?' });
  await soon(() => expect(reported()).toEqual([allWell]));
  await soon(() => {
    expect(rig.alert.drill).toMatchObject({ state: 'open', rotas: ['Payments on call'] });
    expect(rig.alert.drill?.checks.map(({ name }) => name)).toEqual(allWell);
    expect(rig.board.drill?.id).toBe('drill-1');
  });
  expect(rig.laptop.isAlerting()).toBe(true);
  expect(rig.laptop.isRinging()).toBe(false);

  void rig.laptop.duty.do({ type: 'drill.confirm', drillId: 'drill-1' });
  expect(rig.order?.pattern).toBe(null);
  await soon(() => {
    expect(rig.alert.drill).toBe(null);
    const asked = hub.frames.filter(({ type }) => type === 'command');
    expect(asked).toMatchObject([{ command: { type: 'drill.confirm', drillId: 'drill-1' } }]);
  });
  expect(rig.window).toBe('hidden');
});

test('a muted sink is a failed check, told at once with what to do', async () => {
  rig.system = { isMuted: true, volume: 0.7 };
  startDrill();
  const muted = 'mute: The sound of this laptop is muted. Unmute it.';
  await soon(() => {
    expect(reported()).toEqual([allWell.map((name) => (name === 'mute' ? muted : name))]);
  });
  await soon(() => {
    expect(rig.notifications.at(-1)).toMatchObject({
      title: 'You would not hear a page on this laptop',
      body: 'The sound of this laptop is muted. Unmute it.',
      opens: { window: 'settings' },
    });
  });
  hub.send(
    event(
      hubEvent(2, {
        ...{ type: 'drill.ended', drillId: 'drill-1', personId: 'ana', outcome: 'failed' },
        reason: 'Nobody confirmed it.',
      }),
    ),
  );
  await soon(() => {
    expect(rig.alert.drill).toMatchObject({ state: 'failed' });
    expect(rig.order?.pattern).not.toBe('drill');
    expect(rig.notifications.at(-1)?.title).toBe('The test of your alarm failed');
  });
  clock.advance(16 * 60_000);
  await soon(() => expect(rig.board.drill).toBe(null));
});

test('Tocsin’s own mute holds, and is told as a failed check', async () => {
  rig.laptop.mute(18);
  startDrill();
  await soon(() => {
    expect(reported()[0]?.[3]).toMatch(/^mute: Tocsin is muted until 01:30\./);
    expect(rig.window).toBe('top');
  });
  expect(rig.orders.map(({ pattern }) => pattern)).not.toContain('drill');
});

test('a silent drill makes no sound and brings nothing up', async () => {
  rig.isAlertReady = false;
  rig.notifies = 'failed';
  startDrill({ kind: 'silent' });
  await soon(() => {
    expect(reported()[0]?.[4]).toMatch(/^notifications: The system shows no notifications/);
    expect(reported()[0]?.[5]).toMatch(/^window: /);
  });
  expect(reported()[0]?.slice(0, 4)).toEqual(allWell.slice(0, 4));
  expect(rig.shows).toBe(0);
  const loud = rig.orders.filter(({ volume, pattern }) => pattern !== null && volume > 0.001);
  expect(loud).toEqual([]);
  expect(rig.alert.drill).toBe(null);
});

test('a deaf laptop says so', async () => {
  rig.isDeaf = true;
  startDrill();
  await soon(() => expect(reported()[0]?.[1]).toMatch(/^audio-device: /));
});

test('a drill never rings over a page, and is reported again after a cut', async () => {
  hub.send(event(opened(1, { severity: 'warning' })));
  hub.send(event(hubEvent(2, { type: 'drill.started', drill: makeDrill() })));
  await soon(() => expect(reported()).toEqual([allWell]));
  expect(rig.orders.map(({ pattern }) => pattern)).not.toContain('drill');

  hub.sessions.at(-1)?.terminate();
  hub.onFrame = ({ type }) => {
    if (type !== 'hello') return;
    const you = { person: ana, deviceId: 'd1' };
    hub.send(welcome({ you, head: 2 }), { type: 'live', seq: 2 });
  };
  await soon(() => expect(rig.alert.link.state).toBe('cut-off'));
  rig.laptop.wake('online');
  await soon(() => expect(reported()).toEqual([allWell, allWell]));
});

test('drills of others, and those that are over, concern nobody here', async () => {
  startDrill({ personId: 'raj' });
  hub.send(
    event(hubEvent(2, { type: 'drill.started', drill: makeDrill({ id: 'd2', passBy: t0 }) })),
  );
  hub.send(event(opened(3)));
  await soon(() => expect(rig.order?.pattern).toBe('critical'));
  expect(reported()).toEqual([]);
  expect(rig.alert.drill).toBe(null);
});

test('what is asked of the hub by HTTP, and a file that is too large is not even read to it', async () => {
  const asked: string[] = [];
  const web = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''}`);
    const answers: Record<string, object> = {
      '/api/channels': { channels: [] },
      '/api/oncall/subscriptions': { url: 'https://hub.example.com/calendar/secret.ics' },
      '/api/oncall/leave': { added: 2, unchanged: 1, problems: ['An event without an end.'] },
    };
    const calendar = { from: t0, until: t0, rotas: [], overrides: [], gaps: [] };
    const answer = answers[request.url ?? ''] ?? calendar;
    response.setHeader('content-type', 'application/json');
    request.resume().on('end', () => response.end(JSON.stringify(answer)));
  });
  // The small hub knows frames alone: its pages are answered here.
  hub.server.removeAllListeners('request');
  hub.server.on('request', (request, response) => web.emit('request', request, response));
  const { duty } = rig.laptop;
  expect(await duty.channels()).toEqual([]);
  expect(await duty.subscribe('r1')).toEqual({
    url: 'https://hub.example.com/calendar/secret.ics',
  });
  const span = { from: t0, until: '2026-10-10T00:00:00.000Z' };
  expect(await duty.calendar({ rotaIds: ['r1', 'r2'], ...span })).toMatchObject({ rotas: [] });
  expect(await duty.importLeave()).toEqual({ outcome: 'cancelled', message: '' });
  rig.chosen = { status: 'too-large' };
  expect(await duty.importLeave()).toMatchObject({ outcome: 'refused' });
  rig.chosen = { status: 'read', bytes: Buffer.from('BEGIN:VCALENDAR') };
  expect(await duty.importLeave()).toEqual({
    outcome: 'imported',
    message: '2 absences were imported. 1 changed nothing. An event without an end.',
  });
  expect(asked).toEqual([
    'GET /api/channels ',
    'POST /api/oncall/subscriptions application/json',
    'GET /api/oncall/calendar?rotas=r1%2Cr2&from=2026-10-03T01%3A12%3A00.000Z' +
      '&until=2026-10-10T00%3A00%3A00.000Z ',
    'POST /api/oncall/leave text/calendar',
  ]);
  await hub.stop();
  expect(await duty.channels()).toBe(null);
  expect(await duty.importLeave()).toMatchObject({ outcome: 'unavailable' });
  hub = await SmallHub.start();
});
