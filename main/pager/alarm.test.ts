import { expect, test } from 'vitest';
import { AlarmRig } from '../testing/alarm-rig.ts';
import { makePage, t0, t0Ms } from '../testing/factory.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a new page is heard, seen, noticed and told in the same moment', async () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  expect(rig.orders).toEqual([{ pattern: 'critical', volume: 0.8, since: t0, isPreview: false }]);
  expect(rig.log).toEqual(['show', 'flash']);
  rig.clock.advance(50);
  expect(rig.notifications).toHaveLength(1);
  await settled();
  expect(rig.receipts).toEqual({ shown: ['i1'], sounded: [], seen: [] });
  rig.hears();
  rig.hears();
  expect(rig.receipts.sounded).toEqual(['i1']);
  expect(rig.devices).toEqual(['audible']);
});

test('its window takes its place on top again for as long as the siren rings', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.hears();
  rig.clock.advance(30_000);
  expect(rig.count('reassert')).toBe(3);
  rig.ring(makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'Ana' }));
  expect(rig.log.slice(-3)).toEqual(['calm', 'no flash', 'clear notification']);
  rig.clock.advance(60_000);
  expect(rig.count('reassert')).toBe(3);
  expect(rig.pattern).toBe(null);
  rig.ring();
  expect(rig.log.at(-1)).toBe('hide');
});

test('Esc is respected for a minute, or until the next page', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.alarm.minimise();
  rig.clock.advance(59_000);
  expect(rig.count('reassert')).toBe(0);
  expect(rig.pattern).toBe('critical');
  rig.clock.advance(5_000);
  expect(rig.count('reassert')).toBe(1);
  rig.alarm.minimise();
  rig.ring(makePage('critical'), makePage('error', { incidentId: 'i2' }));
  expect(rig.log.at(-1)).toBe('show');
});

test('a thousand pages in ten seconds are one alarm', async () => {
  const rig = new AlarmRig();
  for (let index = 0; index < 1_000; index += 1) {
    rig.pages.push(makePage('critical', { incidentId: `i${index}`, service: `s${index % 4}` }));
    rig.alarm.touch();
    rig.clock.advance(10);
    if (index % 100 === 0) rig.hears();
  }
  rig.clock.advance(1_000);
  rig.hears();
  await settled();
  expect(rig.orders).toHaveLength(1);
  expect(rig.count('show')).toBeLessThanOrEqual(6);
  expect(rig.notifications.length).toBeLessThanOrEqual(3);
  expect(new Set(rig.receipts.shown).size).toBe(1_000);
  expect(rig.receipts.shown).toHaveLength(1_000);
  expect(rig.receipts.sounded).toHaveLength(1_000);
  rig.clock.advance(10_000);
  expect(rig.notifications.at(-1)?.body).toMatch(/999 more, 4 services$/);
});

test('a raised severity, or a seat given back, rings as new', async () => {
  const rig = new AlarmRig();
  rig.ring(makePage('error'));
  rig.hears();
  await settled();
  rig.clock.advance(5_000);
  rig.ring(makePage('critical'));
  rig.hears();
  await settled();
  expect(rig.count('show')).toBe(2);
  expect(rig.receipts.sounded).toEqual(['i1', 'i1']);
  rig.ring(makePage('critical', { seat: 'acknowledged', acknowledgedBy: 'Ana' }));
  rig.clock.advance(5_000);
  rig.ring(makePage('critical', { ringingSince: rig.clock.now() }));
  expect(rig.count('show')).toBe(3);
  expect(rig.pattern).toBe('critical');
});

test('what is known of earlier comes right after the page, into the same notification', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.clock.advance(20);
  rig.ring(makePage('critical', { hint: 'Seen before 2026-10-03: the pool was too small' }));
  rig.clock.advance(10_000);
  expect(rig.notifications.map(({ body }) => body)).toEqual([
    '5xx ratio above 5 %\nSeen before 2026-10-03: the pool was too small',
  ]);
});

test('who had taken it hears it again when what held does not hold any more, and reads why', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('warning', { seat: 'acknowledged', acknowledgedBy: 'You' }));
  rig.clock.advance(3_600_000);
  expect([rig.pattern, rig.notifications]).toEqual([null, []]);
  const calledBecause = 'Called again: the stopgap “pool 50→200” does not hold';
  rig.ring(makePage('warning', { ringingSince: rig.clock.now(), calledBecause }));
  expect([rig.pattern, rig.alarm.loudness.reason]).toEqual(['warning', calledBecause]);
  expect(rig.count('show')).toBe(1);
  rig.clock.advance(50);
  expect(rig.notifications[0]?.body).toBe(`5xx ratio above 5 %\n${calledBecause}`);
});

test('an info ticks and is noticed, and opens no window', async () => {
  const rig = new AlarmRig();
  rig.ring(makePage('info'));
  rig.clock.advance(50);
  await settled();
  expect(rig.pattern).toBe('info');
  expect(rig.count('show')).toBe(0);
  expect(rig.receipts.shown).toEqual(['i1']);
  rig.clock.advance(5_000);
  expect(rig.pattern).toBe(null);
});

test('a silence ends by itself', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical', { silencedUntil: t0Ms + 600_000 }));
  expect(rig.pattern).toBe(null);
  rig.clock.advance(599_999);
  expect(rig.pattern).toBe(null);
  rig.clock.advance(1);
  expect(rig.pattern).toBe('critical');
  expect(rig.orders.at(-1)?.since).toBe(new Date(t0Ms + 600_000).toISOString());
  expect(rig.count('show')).toBe(2);
});

test('a mute ends by itself or by hand, and critical does not care', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('error'));
  rig.alarm.mute(30);
  expect(rig.pattern).toBe(null);
  expect(rig.alarm.sound.mutedUntil).toBe(new Date(t0Ms + 30 * 60_000).toISOString());
  rig.ring(makePage('error'), makePage('critical', { incidentId: 'i2' }));
  expect(rig.pattern).toBe('critical');
  rig.ring(makePage('error'));
  expect(rig.pattern).toBe(null);
  rig.clock.advance(30 * 60_000);
  expect(rig.pattern).toBe('error');
  expect(rig.alarm.sound.mutedUntil).toBe(null);
  rig.alarm.mute(30);
  rig.alarm.mute(0);
  expect(rig.pattern).toBe('error');
});

test('being cut off becomes loud after its time and shows the window once', () => {
  const rig = new AlarmRig();
  rig.cutOffSince = t0Ms;
  rig.alarm.update();
  expect(rig.pattern).toBe(null);
  expect(rig.log).toEqual([]);
  rig.clock.advance(60_000);
  expect(rig.pattern).toBe('cut-off');
  rig.hears();
  rig.clock.advance(120_000);
  expect(rig.count('show')).toBe(1);
  expect(rig.receipts.sounded).toEqual([]);
  rig.cutOffSince = null;
  rig.alarm.update();
  expect(rig.pattern).toBe(null);
  expect(rig.log.at(-2)).toBe('hide');
});

test('a test alarm lasts ten seconds', () => {
  const rig = new AlarmRig();
  rig.alarm.test();
  expect(rig.pattern).toBe('critical');
  expect(rig.alarm.isTest).toBe(true);
  expect(rig.count('show')).toBe(1);
  rig.clock.advance(10_000);
  expect(rig.pattern).toBe(null);
  expect(rig.alarm.isTest).toBe(false);
});

test('a preview plays once, and never instead of an alarm', () => {
  const rig = new AlarmRig();
  rig.alarm.preview('error');
  expect(rig.orders.at(-1)).toMatchObject({ pattern: 'error', isPreview: true });
  rig.alarm.update();
  expect(rig.pattern).toBe('error');
  rig.ring(makePage('critical'));
  expect(rig.orders.at(-1)).toMatchObject({ pattern: 'critical', isPreview: false });
  rig.alarm.preview('error');
  expect(rig.pattern).toBe('critical');
  rig.ring();
  rig.alarm.preview('error');
  rig.clock.advance(6_000);
  expect(rig.pattern).toBe(null);
});

test('a sound that does not come out is said, repaired and replaced by beeps', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.hears();
  rig.clock.advance(500);
  rig.alarm.soundState({ state: 'failed', level: 0, message: 'The audio device is gone.' });
  expect(rig.devices).toEqual(['audible', 'silent']);
  expect(rig.alarm.sound).toMatchObject({ device: 'silent', message: 'The audio device is gone.' });
  expect(rig.alarm.loudness.reason).toMatch(/no sound comes out of this laptop$/);
  rig.clock.advance(10_000);
  expect(rig.count('beep')).toBeGreaterThanOrEqual(4);
  expect(rig.count('restart sound')).toBeGreaterThanOrEqual(4);
  expect(rig.orders).toHaveLength(1);
  rig.alarm.soundWindowReady();
  expect(rig.orders).toHaveLength(2);
  rig.hears();
  const beeps = rig.count('beep');
  expect(rig.devices).toEqual(['audible', 'silent', 'audible']);
  for (let second = 0; second < 10; second += 1) {
    rig.clock.advance(1_000);
    rig.hears();
  }
  expect(rig.count('beep')).toBe(beeps);
});

test('a repair that does not help is tried less often', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.alarm.soundWindowGone();
  rig.clock.advance(30_000);
  const early = rig.count('restart sound');
  rig.clock.advance(30_000);
  expect(early).toBeGreaterThanOrEqual(14);
  expect(rig.count('restart sound') - early).toBeLessThanOrEqual(4);
});

test('a device that fails while nothing rings is told and repaired too', () => {
  const rig = new AlarmRig();
  rig.clock.advance(60_000);
  rig.alarm.soundState({ state: 'failed', level: 0, message: 'no device' });
  expect(rig.devices).toEqual(['silent']);
  expect(rig.count('restart sound')).toBe(1);
  rig.alarm.soundState({ state: 'idle', level: 0, message: null });
  expect(rig.devices).toEqual(['silent', 'audible']);
});

test('neither a notification nor a window that fails stops the sound', async () => {
  const rig = new AlarmRig();
  rig.windowWorks = false;
  rig.notice = { status: 'failed', reason: 'no daemon' };
  rig.ring(makePage('critical'));
  rig.clock.advance(50);
  await settled();
  expect(rig.pattern).toBe('critical');
  expect(rig.receipts.shown).toEqual([]);
  rig.hears();
  expect(rig.receipts.sounded).toEqual(['i1']);
});

test('after its end nothing is left to happen', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('critical'));
  rig.alarm.touch();
  rig.alarm.stop();
  expect(rig.pattern).toBe(null);
  expect(rig.clock.timerCount).toBe(0);
});

const content = {
  ...{ title: 'Raj in #41 checkout', body: 'look at the pool' },
  ...{ severity: null, opens: { window: 'room', incidentId: 'i1' } as const },
};
const called = { incidentId: 'i1', reason: 'Raj mentions you', isForLookers: false, content };

test('a mention knocks once and softly, and is shown', () => {
  const rig = new AlarmRig();
  rig.alarm.knock(called);
  expect(rig.orders).toEqual([{ pattern: 'mention', volume: 0.8, since: t0, isPreview: false }]);
  expect(rig.notifications).toEqual([content]);
  expect(rig.alarm.loudness.reason).toBe('Raj mentions you');
  expect(rig.log).toEqual([]);
  rig.hears();
  expect(rig.receipts.sounded).toEqual([]);
  rig.clock.advance(1_000);
  expect(rig.pattern).toBe(null);
  rig.alarm.knock({ ...called, content: { ...content, body: 'and now?' } });
  expect(rig.pattern).toBe(null);
  rig.clock.advance(2_000);
  expect(rig.notifications.at(-1)?.body).toBe('and now?');
  rig.alarm.knock(called);
  expect(rig.pattern).toBe('mention');
});

test('a mention disturbs no siren, then or later', () => {
  const rig = new AlarmRig();
  rig.ring(makePage('error'));
  rig.clock.advance(50);
  const before = rig.orders.length;
  const shown = rig.notifications.length;
  rig.alarm.knock(called);
  rig.clock.advance(200);
  expect(rig.orders).toHaveLength(before);
  expect(rig.notifications).toHaveLength(shown);
  rig.ring(makePage('error', { isAnsweredHere: true }));
  expect(rig.pattern).toBe(null);
  rig.clock.advance(5_000);
  expect(rig.pattern).toBe(null);
});

test('a siren takes the place of a knock, which does not come back', () => {
  const rig = new AlarmRig();
  rig.alarm.knock(called);
  rig.clock.advance(300);
  rig.ring(makePage('critical'));
  expect(rig.pattern).toBe('critical');
  rig.ring(makePage('critical', { isAnsweredHere: true }));
  expect(rig.pattern).toBe(null);
});

test('who looks at the room is not told that somebody calls there', () => {
  const rig = new AlarmRig();
  rig.alarm.focusRoom('i1');
  rig.alarm.knock(called);
  expect(rig.orders.filter(({ pattern }) => pattern !== null)).toEqual([]);
  expect(rig.notifications).toEqual([]);
  rig.alarm.focusRoom(null);
  rig.clock.advance(100);
  rig.alarm.knock(called);
  expect(rig.pattern).toBe('mention');
});
