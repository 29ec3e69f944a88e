import { describe, expect, it } from 'vitest';
import { ago, clockTime, elapsed, lasting, secondsUntil } from './time-in-words.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('times in words', () => {
  it.each([
    [-5_000, '0:00'],
    [42_900, '0:42'],
    [10 * minute + 3_000, '10:03'],
    [hour + 2 * minute + 33_000, '1:02:33'],
    [76 * hour, '3 d 4 h'],
  ])('ticks %d as %s', (ms, words) => expect(elapsed(ms)).toBe(words));

  it.each([
    [-1, 'just now'],
    [59_999, 'just now'],
    [4 * minute, '4 min ago'],
    [2 * hour + minute, '2 h ago'],
    [80 * hour, '3 d ago'],
  ])('tells %d as %s', (ms, words) => expect(ago(ms)).toBe(words));

  it.each([
    [1, 'under a minute'],
    [14 * minute, '14 min'],
    [125 * minute, '2 h 5 min'],
    [76 * hour, '3 d 4 h'],
  ])('measures %d as %s', (ms, words) => expect(lasting(ms)).toBe(words));

  it('names the day only when it is not today', () => {
    const now = Date.parse('2026-10-04T03:13:00.000Z');
    expect(clockTime('2026-10-04T03:12:59.000Z', now)).toBe('03:12');
    expect(clockTime('2026-10-03T23:05:00.000Z', now)).toBe('3 Oct 23:05');
  });

  it('counts down to zero and no further', () => {
    const now = Date.parse('2026-10-04T03:13:00.000Z');
    expect(secondsUntil('2026-10-04T03:13:03.200Z', now)).toBe(4);
    expect(secondsUntil('2026-10-04T03:12:00.000Z', now)).toBe(0);
  });
});
