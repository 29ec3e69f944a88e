import { expect, test } from 'vitest';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import { RotaDesk } from './testing/rota-desk.ts';

const tuesday = '2026-11-03T10:00:00.000Z';

/** A file with events, each of these lines. */
function calendar(...events: string[][]): string {
  const parts = events.flatMap((lines, index) => [
    ...['BEGIN:VEVENT', `UID:event-${index}`, 'DTSTAMP:20261101T000000Z'],
    ...lines,
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...parts];
  return `${[...lines, 'END:VCALENDAR'].join('\r\n')}\r\n`;
}

const days = (from: string, until: string, summary = 'Leave') => [
  `DTSTART;VALUE=DATE:${from}`,
  `DTEND;VALUE=DATE:${until}`,
  `SUMMARY:${summary}`,
];

function importing(rotas: RotaDesk, file: string, person = 'Ana', rotaId: string | null = null) {
  return rotas.desk.admin({ type: 'oncall.import', person, rotaId, file });
}

const codeOf = (error: unknown) => (error instanceof TocsinError ? error.code : error);

test('leave takes somebody out of their rotas, by the days of the zone of each', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const file = calendar(days('20261105', '20261107', 'Beach \u001B[31m'));
  expect(await importing(rotas, file, 'ana')).toEqual({ added: 1, unchanged: 0, problems: [] });
  const [added] = await rotas.eventsOf('override.added');
  expect(added?.override).toMatchObject({
    ...{ from: '2026-11-04T23:00:00.000Z', until: '2026-11-06T23:00:00.000Z' },
    ...{ personId: null, insteadOf: rotas.id('ana'), source: 'calendar', byId: null },
  });
  expect(added?.override.reason).not.toContain('\u001B');
  await rotas.moveTo('2026-11-05T12:00:00.000Z');
  expect(rotas.onCall()).toEqual(['bo']);
});

test('a calendar that is brought again takes the place of the one before', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const both = [days('20261105', '20261107'), days('20261124', '20261126')];
  expect(await importing(rotas, calendar(...both))).toMatchObject({ added: 2 });
  expect(await importing(rotas, calendar(...both))).toMatchObject({ added: 0, unchanged: 2 });
  await rotas.moveTo('2026-11-05T12:00:00.000Z');
  // What has begun keeps its beginning.
  expect(await importing(rotas, calendar(...both))).toMatchObject({ added: 0, unchanged: 2 });
  const longer = [days('20261105', '20261107'), days('20261124', '20261127')];
  expect(await importing(rotas, calendar(...longer))).toMatchObject({ added: 1, unchanged: 1 });
  expect(await importing(rotas, calendar(days('20261105', '20261107')))).toMatchObject({
    ...{ added: 0, unchanged: 1 },
  });
  expect(await rotas.eventsOf('override.removed')).toHaveLength(2);
  await rotas.moveTo('2026-11-24T12:00:00.000Z');
  expect(rotas.onCall()).toEqual(['bo']);
});

test('somebody’s own leave comes from their board, and leaves that of others alone', async () => {
  const rotas = await RotaDesk.open(tuesday);
  await importing(rotas, calendar(days('20261105', '20261107')), 'Bo');
  const file = Buffer.from(calendar(days('20261112', '20261113')));
  expect(await rotas.desk.importOwnLeave(file, rotas.who('ana'))).toMatchObject({ added: 1 });
  const added = await rotas.eventsOf('override.added');
  expect(added.map(({ override }) => override.byId)).toEqual([null, rotas.id('ana')]);
  expect(await rotas.eventsOf('override.removed')).toEqual([]);
  expect(await rotas.desk.importOwnLeave(file, rotas.who('cy'))).toMatchObject({
    ...{ added: 0, problems: ['No rota of the config names Cy.'] },
  });
});

test.each<[string, string, string]>([
  ['that is none', 'Dear all, I am away next week.', 'calendar_unreadable'],
  ['without an end', calendar(days('20261105', '20261107')).slice(0, 120), 'calendar_unreadable'],
  [
    'with times of no zone',
    calendar(['DTSTART:20261105T090000', 'DTEND:20261105T170000', 'SUMMARY:x']),
    'calendar_unreadable',
  ],
  [
    'that goes on for ever',
    calendar(
      [...days('20260101', '20260102'), 'RRULE:FREQ=DAILY'],
      [...days('20260102', '20260103'), 'RRULE:FREQ=DAILY'],
    ),
    'calendar_too_large',
  ],
  ['of many megabytes', 'x'.repeat(limits.calendarBytes + 1), 'calendar_too_large'],
])('a file %s is refused, and what was imported stands', async (_name, file, code) => {
  const rotas = await RotaDesk.open(tuesday);
  const leave = calendar(days('20261105', '20261107'));
  await importing(rotas, leave);
  const head = rotas.desk.head();
  const own = rotas.desk.importOwnLeave(Buffer.from(file), rotas.who('ana'));
  expect(await own.catch(codeOf)).toBe(code);
  expect(rotas.desk.head()).toBe(head);
  expect(await importing(rotas, leave)).toMatchObject({ unchanged: 1 });
});

test('of a file that cannot be read it is said where and why', async () => {
  const rotas = await RotaDesk.open(tuesday);
  const file = calendar(['DTSTART:20261105T090000', 'DTEND:20261105T170000', 'SUMMARY:Dentist']);
  const fault = await importing(rotas, file).catch((error: unknown) => error);
  expect(String(fault)).toMatch(/Line \d+: .*time zone.*Dentist/);
});

test.each<[string, string, string | null, string]>([
  ['somebody unknown', 'Eve', null, 'person_unknown'],
  ['an unknown rota', 'Ana', 'nights', 'rota_unknown'],
  ['a rota of others', 'Ana', 'ops-week', 'taker_not_of_rota'],
])('leave of %s is refused', async (_name, person, rotaId, code) => {
  const rotas = await RotaDesk.open(tuesday);
  const file = calendar(days('20261105', '20261107'));
  expect(await importing(rotas, file, person, rotaId).catch(codeOf)).toBe(code);
});
