import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

/** A day’s hand-over from Bo to Ana in an hour that is repeated or left out. */
interface Change {
  zone: string;
  /** Two days before it, by the clock on the wall: Ana’s turn, then Bo’s, then Ana’s again. */
  start: string;
  /** First and last occurrence of that time on the day of the change. */
  first: string;
  last: string;
}

function configFor({ zone, start }: Change): string {
  return shopConfig({
    rotas: `
  payments-day:
    team: payments
    zone: ${zone}
    layers: [{ name: daily, start: '${start}', turn: day, people: [ana, bo] }]
`,
  });
}

const minuteMs = 60_000;
const minutesFrom = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * minuteMs).toISOString();

async function follow(change: Change): Promise<void> {
  const { first, last } = change;
  const night = await Scenario.begin({ config: configFor(change), at: minutesFrom(first, -5) });
  expect(night.onCall('payments-day')).toEqual(['bo']);
  await night.until(minutesFrom(first, 1));
  await night.alert({ key: 'between' });
  expect(night.called('developer').toSorted()).toEqual(['ana', 'bo']);
  await night.alert({ key: 'between', status: 'resolved' });
  await night.until(minutesFrom(last, 1));
  await night.alert({ key: 'after' });
  expect(night.called('developer')).toEqual(['ana']);
}

test.each<Change>([
  {
    zone: 'Europe/Berlin',
    start: '2027-10-29T02:30',
    first: '2027-10-31T00:30:00.000Z',
    last: '2027-10-31T01:30:00.000Z',
  },
  {
    zone: 'America/New_York',
    start: '2027-11-05T01:30',
    first: '2027-11-07T05:30:00.000Z',
    last: '2027-11-07T06:30:00.000Z',
  },
  {
    zone: 'Australia/Sydney',
    start: '2027-04-02T02:30',
    first: '2027-04-03T15:30:00.000Z',
    last: '2027-04-03T16:30:00.000Z',
  },
  {
    zone: 'Australia/Lord_Howe',
    start: '2027-04-02T01:45',
    first: '2027-04-03T14:45:00.000Z',
    last: '2027-04-03T15:15:00.000Z',
  },
  {
    zone: 'Australia/Adelaide',
    start: '2027-04-02T02:30',
    first: '2027-04-03T16:00:00.000Z',
    last: '2027-04-03T17:00:00.000Z',
  },
  {
    zone: 'Pacific/Chatham',
    start: '2027-04-02T03:00',
    first: '2027-04-03T13:15:00.000Z',
    last: '2027-04-03T14:15:00.000Z',
  },
  {
    zone: 'America/St_Johns',
    start: '2027-11-05T01:30',
    first: '2027-11-07T04:00:00.000Z',
    last: '2027-11-07T05:00:00.000Z',
  },
  {
    zone: 'America/Santiago',
    start: '2027-04-01T23:30',
    first: '2027-04-04T02:30:00.000Z',
    last: '2027-04-04T03:30:00.000Z',
  },
])(
  'when the clocks of $zone go back over a hand-over, both are on call in the repeated time',
  follow,
);

test.each<Change>([
  {
    zone: 'Europe/Berlin',
    start: '2027-03-26T02:30',
    first: '2027-03-28T00:30:00.000Z',
    last: '2027-03-28T01:30:00.000Z',
  },
  {
    zone: 'America/New_York',
    start: '2027-03-12T02:30',
    first: '2027-03-14T06:30:00.000Z',
    last: '2027-03-14T07:30:00.000Z',
  },
  {
    zone: 'Australia/Sydney',
    start: '2027-10-01T02:30',
    first: '2027-10-02T15:30:00.000Z',
    last: '2027-10-02T16:30:00.000Z',
  },
  {
    zone: 'Australia/Lord_Howe',
    start: '2027-10-01T02:15',
    first: '2027-10-02T15:15:00.000Z',
    last: '2027-10-02T15:45:00.000Z',
  },
  {
    zone: 'Australia/Adelaide',
    start: '2027-10-01T02:30',
    first: '2027-10-02T16:00:00.000Z',
    last: '2027-10-02T17:00:00.000Z',
  },
  {
    zone: 'Pacific/Chatham',
    start: '2027-09-24T03:00',
    first: '2027-09-25T13:15:00.000Z',
    last: '2027-09-25T14:15:00.000Z',
  },
  {
    zone: 'America/St_Johns',
    start: '2027-03-12T02:30',
    first: '2027-03-14T05:00:00.000Z',
    last: '2027-03-14T06:00:00.000Z',
  },
  {
    zone: 'America/Santiago',
    start: '2027-09-03T00:30',
    first: '2027-09-05T03:30:00.000Z',
    last: '2027-09-05T04:30:00.000Z',
  },
])(
  'when the clocks of $zone go forward over a hand-over, nobody is missing in the time that is left out',
  follow,
);

test('a weekly hand-over keeps its time on the wall when the clocks change', async () => {
  // Clocks went back on 25 October: Monday 09:00 is an hour later by UTC.
  const config = shopConfig({
    rotas: `
  payments-week:
    team: payments
    zone: Europe/Berlin
    layers: [{ name: weekly, start: '2026-10-19T09:00', turn: week, people: [ana, bo] }]
`,
  });
  const night = await Scenario.begin({ config, at: '2026-10-26T07:59:00.000Z' });
  expect(night.onCall('payments-week')).toEqual(['ana']);
  await night.until('2026-10-26T08:00:00.000Z');
  await night.alert();
  expect(night.called('developer')).toEqual(['bo']);
});

test('business hours follow the clock on the wall through a change of it', async () => {
  const config = shopConfig({
    policies: `
  default:
    steps:
      - { page: [developer.team, sre.oncall], when: { hours: open } }
      - { page: [developer.oncall, sre.oncall], when: { hours: closed } }
`,
  });
  // The first Monday of summer time: the office opens at 07:00 UTC.
  const night = await Scenario.begin({ config, at: '2027-03-29T07:01:00.000Z' });
  await night.alert();
  expect(night.called('developer')).toHaveLength(3);
});
