import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LaptopRig } from './testing/laptop-rig.ts';
import { idOf, Scene, until } from './testing/scene.ts';

/** Ana and Bo take turns for the shop; Raj has the platform alone. */
const config = `
people:
  ana: { name: Ana }
  bo: { name: Bo }
  raj: { name: Raj }
teams:
  shop: { name: Shop, side: developer, members: [ana, bo], zone: Europe/Berlin }
  platform: { name: Platform, side: sre, members: [raj], zone: UTC }
services:
  checkout: { name: checkout, developers: shop, sres: platform }
rotas:
  shop-developers:
    team: shop
    layers:
      - { name: weekly, start: 2026-01-05T09:00, turn: week, people: [ana] }
  platform-sres:
    team: platform
    layers:
      - { name: weekly, start: 2026-01-05T09:00, turn: week, people: [raj] }
drills: { atShiftStart: false }
`;

let scene: Scene;
let ana: LaptopRig;
let raj: LaptopRig;

beforeEach(async () => {
  scene = await Scene.open({ config });
  ana = await scene.joined('developer', { name: 'Ana' });
  raj = await scene.joined('sre', { name: 'Raj' });
}, 60_000);

afterEach(() => scene.close());

const seat = (rig: LaptopRig, side: 'developer' | 'sre') => rig.alert.incidents[0]?.seats[side];

test('both sides ring, one lets the other sleep, calls it back, and receipts show each ear', async () => {
  await until(() => expect(ana.board.oncall.rotas).toHaveLength(2));
  expect(ana.board.oncall.rotas[0]).toMatchObject({ teamName: 'Shop', isMineNow: true });
  await until(() => expect(ana.tray?.tooltip).toMatch(/On call for Shop until/));

  await scene.hub.fire('checkout', 'critical');
  const incidentId = await idOf(raj, 'checkout');
  for (const rig of [ana, raj]) await until(() => expect(rig.order?.pattern).toBe('critical'));
  await until(() => {
    expect(seat(raj, 'developer')?.pages[0]).toMatchObject({
      ...{ person: { name: 'Ana' }, standing: 'sounded', words: 'laptop rings' },
      devices: [{ name: 'rig', isUnreachable: false }],
    });
    const times = seat(raj, 'developer')?.pages[0]?.devices[0]?.times ?? {};
    expect(Object.keys(times).sort()).toEqual(['received', 'shown', 'sounded', 'written']);
  });
  ana.laptop.alertSeen();
  await until(() => expect(seat(raj, 'developer')?.pages[0]?.standing).toBe('seen'));

  await raj.laptop.acknowledge(incidentId);
  await until(() => expect(seat(raj, 'developer')?.mayStandDown).toBe(true));
  const later = new Date(Date.now() + 3 * 60 * 60_000).toISOString();
  await raj.laptop.rooms.do({
    ...{ type: 'seat.stand-down', incidentId, until: later, reason: 'It can wait.' },
  });
  await until(() => expect(ana.order?.pattern).toBe(null));
  await until(() => {
    expect(ana.alert.loudness.reason).toMatch(/^Raj let the developer side sleep until /);
    expect(seat(ana, 'developer')).toMatchObject({ state: 'held', hold: { by: { name: 'Raj' } } });
    expect(raj.board.duties.map(({ kind }) => kind)).toContain('handoff');
  });

  await ana.laptop.rooms.do({ type: 'seat.call-back', incidentId, side: 'developer' });
  await until(() => {
    expect(ana.order?.pattern).toBe('critical');
    expect(ana.alert.loudness.reason).toBe('Ana calls the developer side back');
  });
}, 30_000);

test('who cannot come is silent at once, and rings again where nobody else is', async () => {
  await scene.hub.fire('checkout', 'error');
  const incidentId = await idOf(ana, 'checkout');
  await until(() => expect(ana.order?.pattern).toBe('error'));
  const declined = ana.laptop.rooms.do({ type: 'incident.decline', incidentId });
  expect(ana.order?.pattern).toBe(null);
  await declined;
  await until(() => {
    expect(ana.order?.pattern).toBe('error');
    const pending = ana.alert.incidents[0]?.pending;
    expect(pending).toMatchObject({ command: 'decline', state: 'refused' });
  });
}, 30_000);

test('a drill of one’s own rings and passes; a shift is taken over at once', async () => {
  await ana.laptop.duty.do({ type: 'drill.start' });
  await until(() => expect(ana.order?.pattern).toBe('drill'));
  await until(() => expect(ana.alert.drill?.checks).toHaveLength(6));
  const drillId = ana.alert.drill?.id ?? '';
  await ana.laptop.duty.do({ type: 'drill.confirm', drillId });
  expect(ana.order?.pattern).toBe(null);
  await until(() => {
    expect(ana.board.oncall.pending).toEqual([]);
    expect(ana.board.drill).toBe(null);
  });

  const bo = await scene.joined('developer', { name: 'Bo' });
  await until(() => expect(bo.tray?.onCall).toBe(false));
  await bo.laptop.duty.do({ type: 'shift.take', rotaId: 'shop-developers' });
  await until(() => {
    expect(bo.tray?.onCall).toBe(true);
    expect(ana.tray?.onCall).toBe(false);
    expect(bo.board.oncall.pending).toEqual([]);
    expect(ana.notifications.at(-1)?.title).toBe('Your shift for Shop is over');
    expect(bo.notifications.at(-1)?.title).toMatch(/^You are on call for Shop until /);
  });
}, 40_000);
