import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Command } from '../server/protocol/commands.ts';
import type { LaptopRig } from './testing/laptop-rig.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { idOf, online, Scene, until, wrongClock } from './testing/scene.ts';

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.open();
}, 30_000);

afterEach(() => scene.close());

const tenMinutesMs = 10 * 60_000;

function say(rig: LaptopRig, incidentId: string, text: string): Promise<unknown> {
  return ask(rig, {
    ...{ type: 'message.post', incidentId, kind: 'message', text },
    ...{ replyTo: null, attachments: [] },
  });
}

function ask(rig: LaptopRig, command: Command): Promise<unknown> {
  return rig.laptop.rooms.do(command);
}

test('two talk: who is there, who writes, what was read, who is called, and softly so', async () => {
  const developer = await scene.joined('developer', { name: 'Ana', zone: 'Asia/Kolkata' });
  const sre = await scene.joined('sre', { name: 'Raj', zone: 'America/New_York' });
  await scene.hub.fire('checkout', 'critical');
  const incidentId = await idOf(developer, 'checkout');
  const here = sre.openRoom(incidentId);
  await until(() => expect(here.view?.history).toBe('complete'));

  await say(sre, incidentId, 'Do you see it, @Ana?');
  await until(() => expect(developer.alert.incidents[0]?.unreadCount).toBe(1));
  expect(developer.alert.incidents[0]?.mentionsMe).toBe(true);
  expect(developer.orders.map(({ pattern }) => pattern)).not.toContain('mention');
  await developer.laptop.acknowledge(incidentId);
  await until(() => expect(developer.order?.pattern).toBe(null));

  await say(sre, incidentId, '@developer, look at the pool');
  await until(() => expect(developer.order?.pattern).toBe('mention'));
  await until(() => expect(developer.order?.pattern).toBe(null));
  const notice = {
    ...{ title: 'Raj in #1 checkout', body: '@developer, look at the pool' },
    ...{ severity: null, opens: { window: 'room', incidentId } },
  };
  await until(() => expect(developer.notifications.at(-1)).toEqual(notice));
  expect(sre.orders.map(({ pattern }) => pattern)).not.toContain('mention');

  const there = developer.openRoom(incidentId);
  await until(() => expect(there.texts).toHaveLength(2));
  await until(() => expect(here.view?.here).toHaveLength(2));
  expect(here.view?.here.every(({ isPresent }) => isPresent)).toBe(true);
  developer.laptop.rooms.typing(incidentId, true);
  await until(() => expect(here.view?.here.some(({ isTyping }) => isTyping)).toBe(true));
  await say(developer, incidentId, 'I do.');
  await until(() => expect(here.view?.here.some(({ isTyping }) => isTyping)).toBe(false));
  await until(() => expect(here.texts).toEqual(there.texts));

  const zones: Record<string, string | undefined> = {
    [developer.alert.me?.id ?? '']: 'Asia/Kolkata',
    [sre.alert.me?.id ?? '']: 'America/New_York',
  };
  const ofPeople = there.entries.filter(({ actor }) => actor.kind === 'person');
  expect(new Set(ofPeople.map(({ kind }) => kind))).toEqual(new Set(['message', 'fact']));
  for (const { actor } of ofPeople)
    if (actor.kind === 'person') expect(actor.zone).toBe(zones[actor.personId]);

  const upTo = there.entries.at(-1)?.seq ?? 0;
  developer.laptop.rooms.read(incidentId, upTo);
  await until(() => expect(developer.alert.incidents[0]?.unreadCount).toBe(0));
  await until(() => expect(Object.values(here.view?.reads ?? {})).toContain(upTo));
  developer.closeRoom(incidentId);
  await until(() => expect(here.view?.here).toHaveLength(1));
  expect([...developer.warnings, ...sre.warnings]).toEqual([]);
});

test('cut off, ten minutes ahead and restarted: all is there once, in the order of the hub, with honest verdicts', async () => {
  const clock = new ManualClock(Date.now() + tenMinutesMs);
  const first = await scene.joined('developer', { name: 'Ana' });
  const sre = await scene.joined('sre', { name: 'Raj', clock: wrongClock(-tenMinutesMs) });
  let late = await scene.joined('developer', { name: 'Bo', clock, through: scene.way.url });
  await scene.hub.fire('ledger', 'critical');
  const incidentId = await idOf(sre, 'ledger');
  const rooms = [first.openRoom(incidentId), sre.openRoom(incidentId)];
  await say(sre, incidentId, 'before the cut');
  await until(() => expect(late.order?.pattern).toBe('critical'), clock);
  await until(() => expect(late.alert.incidents[0]?.unreadCount).toBe(1), clock);

  scene.way.cut();
  clock.advance(22_100);
  for (const text of ['one', 'two', 'three']) await say(late, incidentId, text);
  await ask(late, { type: 'incident.acknowledge', incidentId });
  await first.laptop.acknowledge(incidentId);
  await say(sre, incidentId, 'said meanwhile');
  await until(() => expect(rooms[0]?.texts).toEqual(['before the cut', 'said meanwhile']));

  late = await scene.restart(late);
  let room = late.openRoom(incidentId);
  await until(() => expect(room.texts).toEqual(['before the cut']), clock);
  await until(() => expect(room.view?.history).toBe('complete'), clock);
  expect(room.pending).toEqual([
    'message.post waiting-for-link',
    'message.post waiting-for-link',
    'message.post waiting-for-link',
    'incident.acknowledge waiting-for-link',
  ]);
  clock.advance(10_000);
  await until(() => expect(late.alert.link.state).toBe('cut-off'), clock);
  expect(room.view?.history).toBe('complete');

  scene.way.mend();
  late.laptop.wake('online');
  await online(late, clock);
  await until(() => expect(room.pending).toEqual(['incident.acknowledge superseded']), clock);
  expect(room.view?.pending[0]?.verdict).toMatch(/^Too late: Ana had taken it at /);
  const all = ['before the cut', 'said meanwhile', 'one', 'two', 'three'];
  for (const each of [...rooms, room]) await until(() => expect(each.texts).toEqual(all), clock);
  for (const each of rooms) expect(each.entries).toEqual(room.entries);
  expect(Math.abs((room.view?.clockSkewMs ?? 0) + tenMinutesMs)).toBeLessThan(2 * 60_000);
  expect(late.order?.pattern).toBe(null);

  const [superseded] = room.view?.pending ?? [];
  late.laptop.rooms.dismiss(superseded?.id ?? '');
  await until(() => expect(room.pending).toEqual([]), clock);
  // What the hub settled is settled after the next start too.
  late = await scene.restart(late);
  room = late.openRoom(incidentId);
  await online(late, clock);
  await until(() => expect(room.texts).toEqual(all), clock);
  expect(room.pending).toEqual([]);
});

test('a hub that is killed in the middle of a talk loses nothing and says nothing twice', async () => {
  const developer = await scene.joined('developer');
  const sre = await scene.joined('sre');
  await scene.hub.fire('search', 'error');
  const incidentId = await idOf(sre, 'search');
  const rooms = [developer.openRoom(incidentId), sre.openRoom(incidentId)];
  const texts: string[] = [];
  let killed: Promise<void> | null = null;
  for (let index = 0; index < 40; index += 1) {
    texts.push(`d${index}`, `s${index}`);
    await Promise.all([say(developer, incidentId, `d${index}`), say(sre, incidentId, `s${index}`)]);
    if (index === 20) killed = scene.hub.crashAndRestart();
  }
  await killed;
  for (const room of rooms) {
    await until(() => expect(room.texts).toHaveLength(80));
    expect([...room.texts].sort()).toEqual([...texts].sort());
    for (const who of ['d', 's']) {
      const own = room.texts.filter((text) => text.startsWith(who));
      expect(own).toEqual(texts.filter((text) => text.startsWith(who)));
    }
    await until(() => expect(room.pending).toEqual([]));
  }
  expect(rooms[0]?.entries).toEqual(rooms[1]?.entries);
});

test('paged by name it rings whoever has the seat, and says who calls', async () => {
  const first = await scene.joined('developer', { name: 'Ana' });
  const second = await scene.joined('developer', { name: 'Bo' });
  const sre = await scene.joined('sre', { name: 'Raj' });
  await scene.hub.fire('basket', 'warning');
  const incidentId = await idOf(first, 'basket');
  await until(() => expect(second.order?.pattern).toBe('warning'));
  await first.laptop.acknowledge(incidentId);
  await until(() => expect(second.order?.pattern).toBe(null));
  sre.openRoom(incidentId);
  const personId = second.alert.me?.id ?? '';
  await ask(sre, { type: 'person.page', incidentId, personId });
  await until(() => expect(second.order?.pattern).toBe('error'));
  await until(() => expect(second.alert.loudness.reason).toBe('Raj pages you'));
  expect(second.alert.incidents[0]?.pagedBy).toBe('Raj');
  expect(first.order?.pattern).toBe(null);
  await second.laptop.acknowledge(incidentId);
  expect(second.order?.pattern).toBe(null);
  await until(() => expect(second.alert.incidents[0]?.pagedBy).toBe(null));
});

test('searching and exporting need the hub, and say so', async () => {
  const sre = await scene.joined('sre', { name: 'Raj' });
  await scene.hub.fire('mail', 'error');
  const incidentId = await idOf(sre, 'mail');
  await say(sre, incidentId, 'the queue is full');
  const query = { text: 'queue', service: null, personId: null, severity: null };
  const wanted = { ...query, since: null, until: null, before: null };
  await until(() => expect(sre.alert.incidents[0]?.pending).toBe(null));
  const { rooms } = sre.laptop;
  const hit = (await rooms.search(wanted))?.hits[0];
  expect(hit?.incidentId).toBe(incidentId);
  rooms.open(incidentId, { seq: hit?.seq });
  await until(() => expect(sre.openRoom(incidentId).view?.sought?.seq).toBe(hit?.seq));
  expect(await rooms.exportIncident(incidentId, 'markdown')).toBe('saved');
  expect(sre.saved[0]?.name).toBe('incident-1.md');
  expect(String(sre.saved[0]?.content)).toContain('the queue is full');
  await scene.hub.stop();
  expect(await rooms.search(wanted)).toBe(null);
  expect(await rooms.exportIncident(incidentId, 'json')).toBe('unavailable');
});
