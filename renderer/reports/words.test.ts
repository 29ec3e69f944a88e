import { expect, test } from 'vitest';
import type { Figures, Reports, Spread } from '../../server/protocol/reports.ts';
import { chartsOf, weekInWords } from './charts.ts';
import { shapeOf } from './chart-shape.ts';
import { dayInWords, secondsInWords } from './figure-words.ts';
import { summaryOf } from './summary-words.ts';

const none: Spread = { count: 0, medianSeconds: null, p90Seconds: null };
const nothing: Figures = {
  ...{ pages: 0, nightPages: 0, acknowledge: none, incidents: 0, mitigate: none, unanswered: 0 },
  ...{ noise: 0, stopgapsInstalled: 0, stopgapsOpen: 0, stopgapsExtended: 0 },
};
const empty: Reports = {
  ...{ since: '2026-11-02T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' },
  ...{ weeks: ['2026-11-02', '2026-11-09', '2026-11-16'], total: nothing, totalWeeks: [] },
  ...{ sides: [], teams: [], services: [], people: [], noise: [] },
  leftOut: { teams: 0, services: 0, people: 0, noise: 0 },
  choices: { teams: [], services: [], people: [] },
};

const quick: Spread = { count: 2, medianSeconds: 75, p90Seconds: 80 };
const busy: Reports = {
  ...empty,
  total: { ...nothing, incidents: 4, pages: 20, nightPages: 12, unanswered: 3 },
  totalWeeks: [{ ...nothing, week: '2026-11-09', incidents: 4, pages: 20, nightPages: 12 }],
  sides: [
    { id: 'developer', name: 'Developers', total: nothing, weeks: [] },
    { id: 'sre', name: 'SREs', total: { ...nothing, acknowledge: quick }, weeks: [] },
  ],
  people: [
    ...[['ana', 'Ana', 5] as const, ['raj', 'Raj', 7] as const].map(([id, name, nightPages]) => ({
      ...{ id, name, side: null, weeks: [] },
      total: { pages: 10, nightPages, acknowledge: none },
    })),
  ],
};

test('what a report comes down to', () => {
  expect(summaryOf(empty)).toEqual([]);
  expect(summaryOf(busy)).toEqual([
    '4 incidents opened, and people were paged 20 times.',
    '12 pages at night, 7 for Raj.',
    '3 incidents had no developer answer.',
    'Half of the answers came from SREs after 1 min 15 s, or sooner.',
  ]);
});

test('a report of one night', () => {
  const one = { ...nothing, incidents: 1, pages: 1, nightPages: 1, noise: 1 };
  const [ana] = busy.people;
  const people = ana ? [{ ...ana, total: { ...ana.total, nightPages: 1 } }] : [];
  const noise = [
    {
      ...{ incidentId: 'i', number: 1, service: 's', title: 't', openedAt: empty.since },
      ...{ reason: 'r', personId: 'ana', personName: 'Ana' },
    },
  ];
  expect(summaryOf({ ...busy, total: one, people, noise, sides: [] })).toEqual([
    '1 incident opened, and people were paged once.',
    '1 page at night, all for Ana.',
    '1 incident was noise.',
  ]);
});

test('charts say each week in words, also those in which nothing was', () => {
  const [pages, acknowledge] = chartsOf(busy);
  expect(pages && [0, 1].map((week) => weekInWords(pages, week))).toEqual([
    'By day 0, At night 0',
    'By day 8, At night 12',
  ]);
  expect(acknowledge && weekInWords(acknowledge, 2)).toBe('Developers none, SREs none');
});

test('bars stand upon each other, below the highest of at most five lines', () => {
  const [pages] = chartsOf(busy);
  const shape = pages && shapeOf(pages, { widthPx: 340, heightPx: 180 });
  const [day, night] = shape?.series.map(({ bars }) => bars[0]) ?? [];
  expect(day && night && Math.abs(night.yPx + night.heightPx - day.yPx)).toBeLessThan(1e-9);
  expect(shape?.valueTicks.map(({ value }) => value)).toEqual([0, 5, 10, 15, 20]);
  expect(shape?.series[0]?.bars.map(({ week }) => week)).toEqual([1]);
});

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [310, '5 min 10 s'],
  [1_500, '25 min'],
  [7_500, '2 h 5 min'],
  [273_600, '3 d 4 h'],
])('%i seconds are %s', (seconds, words) => {
  expect(secondsInWords(seconds)).toBe(words);
});

test('days of another year say which', () => {
  const nowMs = Date.UTC(2026, 0, 8);
  expect(dayInWords('2026-01-05', nowMs)).toBe('5 Jan');
  expect(dayInWords('2025-12-29', nowMs)).toBe('29 Dec 2025');
});
