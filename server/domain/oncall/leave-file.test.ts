import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { readLeave } from './leave-file.ts';
import type { LeaveQuestion } from './leave-file.ts';

const question: LeaveQuestion = {
  zone: 'Europe/Berlin',
  fromMs: Date.parse('2026-11-23T00:00Z'),
  untilMs: Date.parse('2028-11-23T00:00Z'),
};

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: string[]): string {
  return ['BEGIN:VEVENT', 'UID:leave-1', 'SUMMARY:Away', ...lines, 'END:VEVENT'].join('\r\n');
}

const iso = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 16);

/** Spans as text, or what is wrong. */
function read(file: string | Uint8Array, from = question): string[] {
  const reading = readLeave(file, from);
  if ('error' in reading) {
    const { error, problems } = reading;
    return [error, ...problems.map(({ line, reason }) => `${line ?? '-'}: ${reason}`)];
  }
  return reading.spans.map(({ fromMs, untilMs }) => `${iso(fromMs)}/${iso(untilMs)}`);
}

describe('leave in an iCalendar file', () => {
  test.each<[string, string[], string[]]>([
    [
      'a whole day is a day in the zone of the rota',
      ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
      ['2026-12-23T23:00/2026-12-26T23:00'],
    ],
    [
      'a whole day without an end is one',
      ['DTSTART;VALUE=DATE:20270701'],
      ['2027-06-30T22:00/2027-07-01T22:00'],
    ],
    [
      'the day of a change of the clock is as long as it is',
      ['DTSTART;VALUE=DATE:20270328', 'DURATION:P1D'],
      ['2027-03-27T23:00/2027-03-28T22:00'],
    ],
    [
      'a time in UTC',
      ['DTSTART:20261201T080000Z', 'DTEND:20261201T120000Z'],
      ['2026-12-01T08:00/2026-12-01T12:00'],
    ],
    [
      'a time in a zone, with another for its end',
      ['DTSTART;TZID=America/New_York:20261201T080000', 'DTEND;TZID=Asia/Kolkata:20261202T080000'],
      ['2026-12-01T13:00/2026-12-02T02:30'],
    ],
    [
      'a duration',
      ['DTSTART;TZID=Asia/Kolkata:20261201T080000', 'DURATION:P1DT2H30M'],
      ['2026-12-01T02:30/2026-12-02T05:00'],
    ],
    ['no time at all counts for nothing', ['DTSTART:20261201T080000Z'], []],
    [
      'what is cancelled counts for nothing',
      ['DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'],
      [],
    ],
    ['what is past counts for nothing', ['DTSTART;VALUE=DATE:20200101'], []],
    [
      'what has begun is cut at now',
      ['DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261201'],
      ['2026-11-23T00:00/2026-11-30T23:00'],
    ],
    [
      'a weekly rule with an end, by the clock on the wall',
      [
        'DTSTART;TZID=Europe/Berlin:20270319T090000',
        'DTEND;TZID=Europe/Berlin:20270319T100000',
        'RRULE:FREQ=WEEKLY;COUNT=3',
      ],
      [
        '2027-03-19T08:00/2027-03-19T09:00',
        '2027-03-26T08:00/2027-03-26T09:00',
        '2027-04-02T07:00/2027-04-02T08:00',
      ],
    ],
    [
      'dates taken out of a rule and put into it',
      [
        'DTSTART;VALUE=DATE:20261207',
        'RRULE:FREQ=DAILY;UNTIL=20261209',
        'EXDATE;VALUE=DATE:20261208',
        'RDATE;VALUE=DATE:20261220',
      ],
      [
        '2026-12-06T23:00/2026-12-07T23:00',
        '2026-12-08T23:00/2026-12-09T23:00',
        '2026-12-19T23:00/2026-12-20T23:00',
      ],
    ],
    [
      'a rule that began long ago',
      ['DTSTART;VALUE=DATE:19700105', 'RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=-1FR'],
      ['2026-12-24T23:00/2026-12-25T23:00', '2027-12-30T23:00/2027-12-31T23:00'],
    ],
    [
      'a rule that never comes true is its first day alone',
      ['DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
      ['2026-11-30T23:00/2026-12-01T23:00'],
    ],
    [
      'years without number',
      ['DTSTART;VALUE=DATE:00010101', 'DTEND;VALUE=DATE:99991231'],
      ['2026-11-23T00:00/2028-11-23T00:00'],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(read(calendar(event(...lines)))).toEqual(expected);
  });

  test('an occurrence that was moved, and one that was called off, replace those of the rule', () => {
    const file = calendar(
      event('DTSTART;VALUE=DATE:20261207', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      event('RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;VALUE=DATE:20261216'),
      event('RECURRENCE-ID;VALUE=DATE:20261221', 'DTSTART;VALUE=DATE:20261221', 'STATUS:CANCELLED'),
    );
    expect(read(file)).toEqual([
      '2026-12-06T23:00/2026-12-07T23:00',
      '2026-12-15T23:00/2026-12-16T23:00',
    ]);
  });

  test('an occurrence has its own UID, the same when it is moved', () => {
    const rule = event('DTSTART;VALUE=DATE:20261207', 'RRULE:FREQ=WEEKLY;COUNT=2');
    const moved = event('RECURRENCE-ID;VALUE=DATE:20261214', 'DTSTART;VALUE=DATE:20261216');
    const uids = (file: string) => {
      const reading = readLeave(file, question);
      return 'spans' in reading ? reading.spans.map(({ uid }) => uid) : [];
    };
    expect(uids(calendar(rule))).toEqual([
      'leave-1/2026-12-06T23:00:00.000Z',
      'leave-1/2026-12-13T23:00:00.000Z',
    ]);
    expect(uids(calendar(rule, moved))).toEqual(uids(calendar(rule)));
    expect(uids(calendar(event('DTSTART;VALUE=DATE:20261207')))).toEqual(['leave-1']);
    const long = calendar(
      event('DTSTART;VALUE=DATE:20261207').replace('leave-1', 'x'.repeat(2_000)),
    );
    expect(uids(long)[0]?.length).toBeLessThanOrEqual(limits.dedupKeyLength);
  });

  test('a zone that only the file describes', () => {
    const part = (name: string, start: string, rule: string, from: string, to: string) => [
      ...[`BEGIN:${name}`, `DTSTART:${start}`, `RRULE:FREQ=YEARLY;${rule}`],
      ...[`TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${name}`],
    ];
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time'],
      ...part('STANDARD', '16010101T030000', 'BYDAY=-1SU;BYMONTH=10', '+0200', '+0100'),
      ...part('DAYLIGHT', '16010101T020000', 'BYDAY=-1SU;BYMONTH=3', '+0100', '+0200'),
      'END:VTIMEZONE',
    ];
    const days = ['20261201', '20270601', '20271031'].map((day) =>
      event(`DTSTART;TZID="W. Europe Standard Time":${day}T090000`, 'DURATION:PT8H'),
    );
    expect(read(calendar(...zone, ...days))).toEqual([
      '2026-12-01T08:00/2026-12-01T16:00',
      '2027-06-01T07:00/2027-06-01T15:00',
      '2027-10-31T08:00/2027-10-31T16:00',
    ]);
  });

  test('says the line, the event and the remedy of a floating time', () => {
    const file = calendar(
      event('DTSTART;VALUE=DATE:20261201'),
      event('DTSTART:20261202T090000', 'DTEND:20261202T100000').replace('Away', 'Dentist\\, again'),
    );
    const reading = readLeave(file, question);
    expect(reading).toEqual({
      error: 'calendar_unreadable',
      problems: [
        {
          line: 8,
          summary: 'Dentist, again',
          reason: 'DTSTART names no time zone, so it is another time everywhere',
          remedy: 'Give the event a time zone, or make it last whole days, and export it again.',
        },
      ],
    });
  });

  test.each<[string, string]>([
    ['a page of the web', '<html><body>Sign in</body></html>'],
    ['nothing', ''],
    ['a card', 'BEGIN:VCARD\r\nEND:VCARD\r\n'],
    ['a file that was cut off', calendar(event('DTSTART:20261201T080000Z')).slice(0, 90)],
    ['an event without a begin', calendar(event())],
    ['a begin that is none', calendar(event('DTSTART:tomorrow'))],
    ['a day that no calendar has', calendar(event('DTSTART;VALUE=DATE:20270230'))],
    ['a zone that nobody knows', calendar(event('DTSTART;TZID=Mars/Olympus:20261201T080000'))],
    ['ends of two kinds', calendar(event('DTSTART:20261201T080000Z', 'DTEND;VALUE=DATE:20261203'))],
    [
      'an end before its begin',
      calendar(event('DTSTART:20261203T080000Z', 'DTEND:20261201T080000Z')),
    ],
    ['a broken duration', calendar(event('DTSTART:20261201T080000Z', 'DURATION:-PT8H'))],
    ['a rule by the second', calendar(event('DTSTART:20261201T080000Z', 'RRULE:FREQ=SECONDLY'))],
    ['a rule of no kind', calendar(event('DTSTART:20261201T080000Z', 'RRULE:FREQ=ODDLY'))],
    [
      'positions in a rule',
      calendar(event('DTSTART:20261201T080000Z', 'RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2')),
    ],
    [
      'this and all that follow',
      calendar(
        event('DTSTART:20261201T080000Z', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T080000Z'),
      ),
    ],
    ['a line with very many parameters', calendar(`X-A${';B=c'.repeat(100_000)}:d`)],
  ])('refuses %s', (_name, file) => {
    expect(readLeave(file, question)).toMatchObject({ error: 'calendar_unreadable' });
  });

  test('refuses what is no UTF-8', () => {
    const file = new Uint8Array([...new TextEncoder().encode(calendar('X-A:')), 0xff, 0xfe]);
    expect(read(file)).toEqual(['calendar_unreadable', '-: it is not UTF-8']);
  });

  test('refuses 50 MB unread, and more occurrences than there may be', () => {
    expect(read(new Uint8Array(50_000_000))[0]).toBe('calendar_too_large');
    const daily = event('DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY');
    expect(read(calendar(daily, daily))).toEqual([
      'calendar_too_large',
      `-: it holds more than ${limits.calendarEvents} occurrences`,
    ]);
  });

  test.each<[string, string[]]>([
    ['rules that are counted for ever', ['RRULE:FREQ=DAILY;COUNT=999999']],
    ['leave of centuries, every day', ['DTEND;VALUE=DATE:27000101', 'RRULE:FREQ=DAILY']],
  ])('does not hang on %s', (_name, lines) => {
    const events = Array.from({ length: 5_000 }, () =>
      event('DTSTART;VALUE=DATE:00010101', ...lines),
    );
    expect(read(calendar(...events))[0]).toBe('calendar_too_large');
  });

  test('never throws, whatever the file says', () => {
    const line = fc.oneof(
      fc.constantFrom(
        ...['BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VTIMEZONE', 'END:VTIMEZONE', 'BEGIN:STANDARD'],
        ...['END:STANDARD', 'TZID:X', 'DTSTART;TZID=X:20261201T080000', 'TZOFFSETTO:+9999'],
        ...['DTSTART:', 'DURATION:P', 'RRULE:', 'RRULE:FREQ=DAILY;INTERVAL=0', 'EXDATE:,,'],
        ...['RRULE:FREQ=DAILY;UNTIL=x', 'RRULE:FREQ=WEEKLY;BYDAY=99XX', 'DTEND:99999999T999999Z'],
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const reading = readLeave(calendar(...lines), question);
        return 'spans' in reading || reading.problems.length > 0;
      }),
      { numRuns: 300 },
    );
  });

  test('repeats as ical.js does, where that is right', () => {
    const byDay = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
    const ending = fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((count) => `COUNT=${count}`),
      fc.constantFrom('UNTIL=20280601', 'UNTIL=20280915'),
    );
    const rule = fc.oneof(
      fc.constant('FREQ=DAILY'),
      byDay.map((days) => `FREQ=WEEKLY;BYDAY=${days.join(',')}`),
      byDay.map((days) => `FREQ=WEEKLY;WKST=SU;BYDAY=${days.join(',')}`),
      fc.integer({ min: 1, max: 28 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
      byDay.map(([day = 'MO']) => `FREQ=MONTHLY;BYDAY=2${day},-1${day}`),
      byDay.map(([day = 'MO']) => `FREQ=MONTHLY;BYDAY=1${day},-2${day}`),
      fc.integer({ min: 1, max: 12 }).map((month) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=9`),
    );
    const daysBy = (text: string, start: string) => {
      const found: string[] = [];
      const begins = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(start));
      for (let day = begins.next(); day; day = begins.next()) found.push(day.toString());
      return found;
    };
    fc.assert(
      fc.property(rule, ending, fc.integer({ min: 1, max: 4 }), (parts, end, interval) => {
        const text = `${parts};${end};INTERVAL=${interval}`;
        const first = daysBy(`${parts};COUNT=1`, '2026-12-01')[0] ?? '';
        const expected = daysBy(text, first);
        const inWindow = expected.filter((day) => day < '2028-11-23');
        const file = calendar(
          event(`DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`, `RRULE:${text}`),
        );
        const utc = { ...question, zone: 'UTC' };
        expect(read(file, utc).map((span) => span.slice(0, 10))).toEqual(inWindow);
      }),
      { numRuns: 60 },
    );
  });
});
