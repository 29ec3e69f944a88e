import { expect, test } from 'vitest';
import { daysOf, spanOf } from './range.ts';

/** A Wednesday. */
const nowMs = Date.UTC(2026, 10, 25, 14, 30);

test('weeks begin on Monday, and the running one is among them', () => {
  expect(spanOf({ kind: 'weeks', weeks: 4 }, nowMs)).toEqual({
    since: '2026-11-02T00:00:00.000Z',
    until: '2026-11-25T14:30:00.001Z',
  });
  expect(spanOf({ kind: 'weeks', weeks: 1 }, Date.UTC(2026, 10, 23))).toEqual({
    since: '2026-11-23T00:00:00.000Z',
    until: '2026-11-23T00:00:00.001Z',
  });
});

test('the last of the days is included', () => {
  expect(spanOf({ kind: 'days', first: '2026-11-01', last: '2026-11-01' }, nowMs)).toEqual({
    since: '2026-11-01T00:00:00.000Z',
    until: '2026-11-02T00:00:00.000Z',
  });
});

test.each([
  ['', '2026-11-01', 'Choose a first and a last day.'],
  ['2026-02-31x', '2026-11-01', 'Choose a first and a last day.'],
  ['2026-11-02', '2026-11-01', 'The last day is before the first.'],
  ['2016-11-01', '2026-11-01', 'That is 3653 days. Choose at most 1100, about three years.'],
])('from %s to %s: %s', (first, last, problem) => {
  expect(spanOf({ kind: 'days', first, last }, nowMs)).toEqual({ problem });
});

test('a choice of days begins with those that are shown', () => {
  expect(daysOf({ kind: 'weeks', weeks: 4 }, nowMs)).toEqual({
    first: '2026-11-02',
    last: '2026-11-25',
  });
});
