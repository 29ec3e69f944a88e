import { describe, expect, it } from 'vitest';
import {
  dayInWords,
  distanceInWords,
  fromField,
  momentInLine,
  momentInWords,
  spanInWords,
  toField,
  wholeMomentInWords,
} from './moment-in-words.ts';

/** A Friday. */
const nowMs = new Date(2026, 10, 20, 23, 12).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe('moments to plan by', () => {
  it.each([
    [at(2026, 10, 20, 23, 42), 'Fri 23:42'],
    [at(2026, 10, 26, 9, 0), 'Thu 09:00'],
    [at(2026, 10, 27, 9, 0), 'Fri 27 Nov 09:00'],
    [at(2026, 10, 16, 9, 0), 'Mon 09:00'],
    [at(2026, 10, 13, 9, 0), 'Fri 13 Nov 09:00'],
    [at(2027, 0, 4, 11, 30), 'Mon 4 Jan 2027 11:30'],
    ['nonsense', 'an unknown time'],
  ])('says %s as %s', (instant, words) => expect(momentInWords(instant, nowMs)).toBe(words));

  it('says no day in a line of that day', () => {
    const lineAt = at(2026, 10, 20, 23, 12);
    expect(momentInLine(at(2026, 10, 20, 3, 12), lineAt)).toBe('03:12');
    expect(momentInLine(at(2026, 10, 21, 3, 12), lineAt)).toBe('Sat 03:12');
  });

  it('says all of it', () => {
    expect(wholeMomentInWords(at(2026, 10, 23, 11, 0))).toBe('Mon 23 Nov 2026, 11:00');
    expect(dayInWords(at(2026, 9, 3, 0, 5))).toBe('2026-10-03');
  });

  it('says how far off it is', () => {
    expect(distanceInWords(at(2026, 10, 23, 1, 12), nowMs)).toBe('in 2 d 2 h');
    expect(distanceInWords(at(2026, 10, 20, 23, 12), nowMs)).toBe('now');
    expect(distanceInWords(at(2026, 10, 20, 21, 12), nowMs)).toBe('2 h ago');
    expect(spanInWords(90 * 60_000)).toBe('1 h 30 min');
    expect(spanInWords(30_000)).toBe('under a minute');
  });

  it('fills a field and reads it again', () => {
    const instant = at(2026, 10, 23, 11, 5);
    expect(toField(instant)).toBe('2026-11-23T11:05');
    expect(fromField(toField(instant))).toBe(instant);
    expect(fromField('')).toBeNull();
    expect(fromField('2026-11-31T99:00')).toBeNull();
  });
});
