import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Nights, parseSleep, usualSleep } from './night.ts';

const hourMs = 60 * 60 * 1_000;
const yearMs = 365 * 24 * hourMs;

test.each([
  ['22:00-07:00', { startMinute: 1_320, endMinute: 420 }],
  ['01:30-09:00', { startMinute: 90, endMinute: 540 }],
  ['22:00-22:00', null],
  ['22:00-24:00', null],
  ['9:00-17:00', null],
  ['22:00–07:00', null],
  ['', null],
])('sleep %j', (text, sleep) => {
  expect(parseSleep(text)).toEqual(sleep);
});

test('night is by the clock on the wall, before and after it is changed', () => {
  // Berlin sets its clocks back on 2026-10-25, from 03:00 to 02:00.
  const rest = { zone: 'Europe/Berlin', sleep: { startMinute: 150, endMinute: 180 } };
  const nights = new Nights(rest, Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1));
  const halfPastTwo = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
  expect(halfPastTwo.map((timeMs) => nights.includes(timeMs))).toEqual([true, true]);
  expect(nights.includes(Date.UTC(2026, 9, 25, 2, 30))).toBe(false);
  expect(nights.includes(Date.UTC(2026, 9, 24, 0, 30))).toBe(true);
});

test('it agrees with the calendar of the runtime in any zone, in any order', () => {
  const sinceMs = Date.UTC(2025, 6, 1);
  const zones = ['Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(fc.integer({ min: 0, max: 2 * yearMs - 1 }), { minLength: 1, maxLength: 30 }),
      (zone, offsets) => {
        const nights = new Nights({ zone, sleep: usualSleep }, sinceMs, sinceMs + 2 * yearMs);
        const format = new Intl.DateTimeFormat('en-GB', {
          ...{ timeZone: zone, hour: '2-digit', hourCycle: 'h23' },
        });
        for (const offsetMs of offsets) {
          const hour = Number(format.format(sinceMs + offsetMs));
          expect(nights.includes(sinceMs + offsetMs)).toBe(hour >= 22 || hour < 7);
        }
      },
    ),
  );
});
