import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SoundPattern } from '../ipc/views.ts';
import { checkSound, expectSound, hearSound, loseSound, unknownSound } from './sound-health.ts';
import type { SoundHealth, SoundMessage } from './sound-health.ts';

const playing = (level: number): SoundMessage => ({ state: 'playing', level, message: null });
const idle: SoundMessage = { state: 'idle', level: 0, message: null };
const failed: SoundMessage = { state: 'failed', level: 0, message: 'no device' };

/** Reports once a second from `from` to `to`, in milliseconds. */
function report(health: SoundHealth, from: number, to: number, level: number): SoundHealth {
  let now = health;
  for (let at = from; at <= to; at += 1_000) now = hearSound(now, playing(level), at);
  return now;
}

test('a siren that is measured is audible', () => {
  const health = report(expectSound(unknownSound, 'critical', 0), 20, 10_000, 0.1);
  expect(health).toMatchObject({ device: 'audible', message: null });
});

test('a siren without a level is silent after three seconds, and audible again at once', () => {
  let health = expectSound(unknownSound, 'critical', 0);
  health = report(health, 20, 2_900, 0);
  expect(health.device).toBe('unknown');
  health = report(health, 3_000, 3_020, 0);
  expect(health).toMatchObject({
    device: 'silent',
    message: expect.stringMatching(/nothing goes out/),
  });
  expect(hearSound(health, playing(0.1), 3_100)).toMatchObject({
    device: 'audible',
    message: null,
  });
});

test('the pauses of a pattern are no silence, but a whole turn without a level is', () => {
  let health = report(expectSound(unknownSound, 'error', 0), 20, 20, 0.2);
  health = report(health, 1_020, 6_020, 0);
  expect(health.device).toBe('audible');
  health = report(health, 7_020, 8_020, 0);
  expect(health.device).toBe('silent');
});

test('a chime is silent for a minute and nothing is wrong', () => {
  const health = checkSound(report(expectSound(unknownSound, 'warning', 0), 20, 20, 0.2), 59_000);
  expect(health.device).toBe('audible');
});

test('a sound window that says nothing is silent after three seconds', () => {
  const health = expectSound(unknownSound, 'critical', 0);
  expect(checkSound(health, 2_999).device).toBe('unknown');
  expect(checkSound(health, 3_000)).toMatchObject({
    device: 'silent',
    message: 'The sound player does not answer.',
  });
});

test('a failed device is silent at once, with its own words, also when nothing is to be heard', () => {
  const health = hearSound(unknownSound, failed, 5);
  expect(health).toMatchObject({ device: 'silent', message: 'no device', silentSince: 5 });
  expect(hearSound(health, idle, 10)).toMatchObject({ device: 'audible', message: null });
});

test('the end of an alarm that nobody heard does not make the laptop audible', () => {
  let health = report(expectSound(unknownSound, 'critical', 0), 20, 4_020, 0);
  health = hearSound(expectSound(health, null, 5_000), idle, 5_010);
  expect(health.device).toBe('silent');
});

test('a lost sound window is silent until the new one is heard', () => {
  const health = loseSound(expectSound(unknownSound, 'critical', 0), 10);
  expect(health.device).toBe('silent');
  expect(hearSound(health, playing(0.1), 900).device).toBe('audible');
});

test('it is audible only after something was heard or a device came back', () => {
  const step = fc.oneof(
    fc.constantFrom<SoundMessage>(idle, failed),
    fc.constantFrom(0, 0.0001, 0.3).map(playing),
    fc.constantFrom<SoundPattern | null>('critical', 'error', 'warning', null),
    fc.constant('lost' as const),
    fc.constant('tick' as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let health = unknownSound;
      let now = 0;
      for (const each of steps) {
        now += 700;
        const before = health;
        if (each === 'lost') health = loseSound(health, now);
        else if (each === 'tick') health = checkSound(health, now);
        else if (each === null || typeof each === 'string') health = expectSound(health, each, now);
        else health = hearSound(health, each, now);
        if (health.device === 'audible' && before.device !== 'audible') {
          const isHeard = health.heardAt === now;
          expect(isHeard || (each === idle && before.hasFailed)).toBe(true);
        }
        expect(health.message === null).toBe(health.device !== 'silent');
      }
    }),
  );
});
