import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import type { CuttableWay } from './testing/cuttable-way.ts';
import type { HubProcess } from './testing/hub-process.ts';
import { LaptopRig } from './testing/laptop-rig.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { idOf, online, Scene, until } from './testing/scene.ts';

let scene: Scene;
let hub: HubProcess;
let way: CuttableWay;

beforeEach(async () => {
  scene = await Scene.open();
  ({ hub, way } = scene);
}, 30_000);

afterEach(() => scene.close());

test('an alert rings both sides; each is silenced by its own acknowledgement only', async () => {
  const developer = await scene.joined('developer');
  const sre = await scene.joined('sre');
  await hub.fire('checkout', 'critical');
  for (const rig of [developer, sre]) {
    await until(() => expect(rig.order?.pattern).toBe('critical'));
    expect(rig.window).toBe('top');
    expect(rig.isFlashing).toBe(true);
    await until(() => expect(rig.alert.incidents[0]?.callsMe).toBe(true));
    await until(() => expect(rig.notifications[0]?.title).toBe('◆ CRITICAL checkout'));
    expect(rig.tray?.icon).toBe('critical');
  }
  await until(() =>
    expect(sre.alert.incidents[0]?.seats.developer.called.some(({ heard }) => heard)).toBe(true),
  );

  await sre.laptop.acknowledge(await idOf(sre, 'checkout'));
  expect(sre.order?.pattern).toBe(null);
  await until(() => expect(developer.alert.loudness.reason).toMatch(/^Person\d+ has it/));
  expect(developer.order?.pattern).toBe('critical');
  expect(developer.alert.loudness.reason).toMatch(/ has it for SRE; nobody on the developer side$/);
  expect(sre.window).toBe('calm');

  await developer.laptop.acknowledge(await idOf(developer, 'checkout'));
  expect(developer.order?.pattern).toBe(null);
  await hub.clear('checkout');
  await until(() => expect(developer.board.recent[0]?.resolvedBy).toBe('tests'));
  await until(() => expect(developer.window).toBe('hidden'));
  expect(developer.warnings).toEqual([]);
});

test('acknowledging on one device stops the others of that side', async () => {
  const one = await scene.joined('sre');
  const two = await scene.joined('sre');
  await hub.fire('search', 'error');
  await until(() => expect(one.order?.pattern).toBe('error'));
  await until(() => expect(two.order?.pattern).toBe('error'));
  await idOf(one, 'search');
  await one.laptop.acknowledgeAll();
  await until(() => expect(two.order?.pattern).toBe(null));
  await hub.clear('search');
});

test('silence is of one person, and until its time only', async () => {
  const clock = new ManualClock(Date.now());
  const rig = await scene.joined('developer', { clock });
  await hub.fire('basket', 'critical');
  await until(() => expect(rig.order?.pattern).toBe('critical'), clock);
  await rig.laptop.silence(await idOf(rig, 'basket', clock));
  expect(rig.order?.pattern).toBe(null);
  await until(() => {
    expect(rig.alert.incidents.find(({ service }) => service === 'basket')?.silencedUntil).toMatch(
      /Z$/,
    );
  }, clock);
  expect(rig.order?.pattern).toBe(null);
  clock.advance(60 * 60_000);
  expect(rig.order?.pattern).toBe('critical');
  await hub.clear('basket');
});

test('a blackholed link is noticed, loud after its time, and resumes without a gap', async () => {
  const clock = new ManualClock(Date.now());
  const other = await scene.joined('sre');
  const rig = await scene.joined('developer', { clock, through: way.url });
  await hub.fire('ledger', 'critical');
  await until(() => expect(rig.order?.pattern).toBe('critical'), clock);

  way.cut();
  clock.advance(22_100);
  expect(rig.alert.link.state).toBe('cut-off');
  expect(rig.tray?.icon).toBe('critical');
  await rig.laptop.acknowledge(await idOf(rig, 'ledger', clock));
  expect(rig.order?.pattern).toBe(null);
  clock.advance(200);
  const row = () => rig.alert.incidents.find(({ service }) => service === 'ledger');
  expect(row()?.pending?.state).toBe('waiting-for-link');
  expect(rig.tray?.icon).toBe('critical');
  clock.advance(60_000);
  expect(rig.order?.pattern).toBe('cut-off');
  expect(rig.alert.loudness.reason).toBe('Cut off from the hub while on call');

  await hub.fire('mail', 'warning');
  await hub.fire('news', 'error');
  await hub.clear('news');
  way.mend();
  rig.laptop.wake('online');
  await online(rig, clock);
  await until(() => expect(rig.order?.pattern).not.toBe('cut-off'), clock);
  await until(() => {
    expect(row()?.pending).toBe(null);
    expect(row()?.seats.developer.state).toBe('acknowledged');
  }, clock);
  await until(() => {
    const seen = other.alert.incidents.find(({ service }) => service === 'ledger');
    expect(seen?.seats.developer.state).toBe('acknowledged');
  });
  const open = (of: LaptopRig) => of.alert.incidents.map(({ number }) => number).sort();
  expect(open(rig)).toEqual(open(other));
  expect(rig.board.whileAway.map(({ text }) => text).join()).toMatch(/news.*resolved by tests/);
  expect(rig.orders.some(({ pattern }) => pattern === 'error')).toBe(false);
  for (const key of ['ledger', 'mail']) await hub.clear(key);
});

test('an acknowledgement made offline survives a restart, and a too late one is told', async () => {
  const clock = new ManualClock(Date.now());
  const rig = await scene.joined('developer', { clock, through: way.url });
  await hub.fire('stock', 'critical');
  await until(() => expect(rig.order?.pattern).toBe('critical'), clock);
  way.cut();
  clock.advance(22_100);
  await rig.laptop.acknowledge(await idOf(rig, 'stock', clock));
  await hub.clear('stock');
  const again = await scene.restart(rig);
  clock.advance(10_100);
  expect(again.alert.link.state).toBe('cut-off');
  expect(again.alert.incidents[0]?.pending?.state).toBe('waiting-for-link');
  expect(again.order?.pattern ?? null).toBe(null);

  way.mend();
  again.laptop.wake('online');
  await online(again, clock);
  await until(() => {
    expect(again.board.recent.find(({ service }) => service === 'stock')?.pending?.state).toBe(
      'refused',
    );
  }, clock);
  const row = again.board.recent.find(({ service }) => service === 'stock');
  expect(row?.pending?.message).toMatch(/^Too late: tests had resolved it at \d\d:\d\d\.$/);
});

test('a hub that dies and comes back rings for what it took before', async () => {
  const rig = await scene.joined('sre');
  await hub.fire('cart', 'critical');
  await hub.crashAndRestart();
  await until(() => expect(rig.alert.link.state).toBe('online'));
  await until(() => expect(rig.order?.pattern).toBe('critical'));
});

test('a removed device is refused, is not let go on ringing in the dark, and can leave', async () => {
  const clock = new ManualClock(Date.now());
  const rig = await scene.joined('sre', { clock });
  const [deviceId] = rig.tokens.keys();
  await hub.removeDevice(deviceId ?? '');
  await until(() => {
    expect(rig.alert.link.state).toBe('refused');
  }, clock);
  expect(rig.alert.link.message).toMatch(/removed from the hub.*new invite link/);
  await rig.laptop.leave();
  clock.advance(150);
  expect(rig.alert.link.state).toBe('not-joined');
  expect(rig.tokens.size).toBe(0);
});

test('joining says in words what went wrong, and spends no invite without a keychain', async () => {
  const rig = await LaptopRig.make(systemClock);
  scene.keep(rig);
  await rig.laptop.start();
  expect(rig.opened).toEqual(['join']);
  await rig.laptop.join({ link: 'https://example.com', rememberOnlyNow: false });
  await until(() => expect(rig.join.message).toMatch(/not an invite link/));
  const unknown = `tocsin://join?hub=${encodeURIComponent(hub.url)}&code=${'0'.repeat(32)}`;
  await rig.laptop.join({ link: unknown, rememberOnlyNow: false });
  await until(() => expect(rig.join.message).toMatch(/does not know this invite/));
  const nobody = `tocsin://join?hub=http%3A%2F%2F127.0.0.1%3A9&code=${'0'.repeat(32)}`;
  await rig.laptop.join({ link: nobody, rememberOnlyNow: false });
  await until(() => expect(rig.join.message).toMatch(/does not answer.*ECONNREFUSED/));

  rig.hasKeychain = false;
  const link = await hub.invite('Keyless', 'sre');
  rig.laptop.offerJoin(link);
  await until(() => expect(rig.join.offered?.hub).toBe(hub.url));
  await rig.laptop.join({ link, rememberOnlyNow: false });
  await until(() => expect(rig.join.state).toBe('no-keychain'));
  await rig.laptop.join({ link, rememberOnlyNow: true });
  await until(() => expect(rig.join.state).toBe('joined'));
  await until(() => expect(rig.alert.link.state).toBe('online'));
  await rig.laptop.join({ link, rememberOnlyNow: true });
  await until(() => expect(rig.join.message).toMatch(/used before/));
});

test('a storm is one alarm and a list', { timeout: 60_000 }, async () => {
  const rig = await scene.joined('developer');
  const services = Array.from({ length: 300 }, (_, index) => `storm-${index}`);
  await Promise.all(services.map((service) => hub.fire(service, 'critical')));
  await until(() => expect(rig.alert.ringingCount).toBe(300));
  expect(rig.alert.serviceCount).toBe(300);
  expect(rig.orders.filter(({ pattern }) => pattern === 'critical')).toHaveLength(1);
  expect(rig.notifications.length).toBeLessThan(5);
  expect(rig.shows).toBeLessThan(10);
  await rig.laptop.acknowledgeAll();
  await until(() => expect(rig.alert.ringingCount).toBe(0));
  expect(rig.alert.incidents.every(({ pending }) => pending === null)).toBe(true);
});
