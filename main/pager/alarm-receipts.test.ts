import { expect, test } from 'vitest';
import { AlarmRig } from '../testing/alarm-rig.ts';
import { makePage, t0Ms } from '../testing/factory.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what rings was seen once the user looked, once for each page', () => {
  const rig = new AlarmRig();
  const page = makePage('critical');
  rig.ring(page, makePage('error', { incidentId: 'i2', seat: 'acknowledged' }));
  rig.alarm.alertSeen();
  rig.alarm.alertSeen();
  expect(rig.receipts.seen).toEqual(['i1']);
  rig.ring({ ...page, pagedAt: t0Ms + 60_000 });
  rig.alarm.roomSeen('i2');
  expect(rig.receipts.seen).toEqual(['i1']);
  rig.alarm.roomSeen('i1');
  expect(rig.receipts.seen).toEqual(['i1', 'i1']);
});

test('a new page of what rings already is shown, noticed and told anew', async () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.hears();
  rig.clock.advance(10_000);
  const shows = rig.count('show');
  rig.ring(makePage('critical', { pagedAt: t0Ms + 10_000 }));
  rig.clock.advance(5_000);
  await settled();
  rig.hears();
  expect(rig.count('show')).toBe(shows + 1);
  expect(rig.notifications).toHaveLength(2);
  expect([rig.receipts.shown, rig.receipts.sounded]).toEqual([
    ['i1', 'i1'],
    ['i1', 'i1'],
  ]);
});

test('a laptop whose sound the system mutes never says that it sounded', async () => {
  const rig = new AlarmRig({ hasSystem: true });
  let system = { isMuted: true, volume: 0.8 };
  rig.system = () => Promise.resolve(system);
  rig.ring(makePage('critical'));
  rig.hears();
  await settled();
  rig.hears();
  expect(rig.receipts.sounded).toEqual([]);
  expect(rig.devices.at(-1)).toBe('silent');
  expect(rig.alarm.sound.message).toBe('The sound of this laptop is muted. Unmute it.');
  expect(rig.alarm.loudness.reason).toMatch(/; no sound comes out of this laptop$/);
  rig.clock.advance(4_000);
  expect(rig.log).not.toContain('restart sound');

  system = { isMuted: false, volume: 0.8 };
  rig.clock.advance(1_000);
  await settled();
  rig.hears();
  expect(rig.receipts.sounded).toEqual(['i1']);
  expect(rig.devices.at(-1)).toBe('audible');
});

test('what is heard before the system has answered counts once it has', async () => {
  const rig = new AlarmRig({ hasSystem: true });
  rig.system = () => Promise.resolve({ isMuted: false, volume: 0.4 });
  rig.ring(makePage('critical'));
  rig.hears();
  expect(rig.receipts.sounded).toEqual([]);
  await settled();
  expect(rig.receipts.sounded).toEqual(['i1']);
});

test('a system that does not answer is no reason to doubt', async () => {
  const rig = new AlarmRig({ hasSystem: true });
  rig.system = () => Promise.reject(new Error('no sound server'));
  rig.ring(makePage('critical'));
  rig.hears();
  await settled();
  expect(rig.receipts.sounded).toEqual(['i1']);
});

const drill = { id: 'd', since: t0Ms, until: t0Ms + 300_000 };

test('a drill comes to the front and rings until it is confirmed', () => {
  const rig = new AlarmRig();
  rig.drill = drill;
  rig.alarm.update();
  expect(rig.pattern).toBe('drill');
  expect(rig.log).toEqual(['show', 'flash']);
  rig.hears();
  expect(rig.receipts.sounded).toEqual([]);
  rig.clock.advance(30_000);
  expect(rig.count('reassert')).toBe(3);
  rig.drill = null;
  rig.alarm.update();
  expect(rig.pattern).toBe(null);
  expect(rig.log.slice(-3)).toEqual(['calm', 'hide', 'no flash']);
});

test('a muted drill is shown all the same', () => {
  const rig = new AlarmRig();
  rig.alarm.mute(30);
  rig.drill = drill;
  rig.alarm.update();
  expect(rig.pattern).toBe(null);
  expect(rig.log).toEqual(['show']);
});

test('a laptop tries its sound without a sound, and says what it found', async () => {
  const rig = new AlarmRig();
  const outcome = rig.alarm.trySound();
  await settled();
  expect(rig.orders.at(-1)).toMatchObject({ pattern: 'info', isPreview: true });
  expect(rig.orders.at(-1)?.volume).toBeLessThan(0.001);
  rig.hears(0.000_01);
  expect((await outcome).device).toBe('audible');

  const broken = rig.alarm.trySound();
  await settled();
  rig.clock.advance(5_000);
  expect(await broken).toMatchObject({
    device: 'silent',
    message: expect.stringMatching(/output/),
  });
});

test('while something sounds, that is the proof', async () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.hears();
  expect((await rig.alarm.trySound()).device).toBe('audible');
  expect(rig.orders).toHaveLength(1);
});
