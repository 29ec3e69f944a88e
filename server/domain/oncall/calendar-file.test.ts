import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { toCalendar } from './calendar-file.ts';
import type { CalendarContent } from './calendar-file.ts';
import { onCallAt, wholeShiftsBetween } from './on-call.ts';
import type { Rota, Shift } from './rota.ts';

const nowMs = Date.parse('2026-11-23T03:00Z');
const dayMs = 24 * 60 * 60 * 1_000;

const rota: Rota = {
  ...{ id: 'payments', name: 'Payments', teamId: 'payments', side: 'developer', level: 'oncall' },
  zone: 'Europe/Berlin',
  layers: [
    {
      ...{ name: 'weekly', start: '2026-11-02T09:00', turnMinutes: 7 * 24 * 60 },
      ...{ people: ['ana', 'ben'], restrictions: [] },
    },
  ],
};

function contentOf(more: Partial<CalendarContent> = {}): CalendarContent {
  const shifts = wholeShiftsBetween(rota, [], nowMs, nowMs + 21 * dayMs);
  return {
    ...{ name: 'On call', rotas: [{ rota, shifts }], nameOf: (key: string) => `${key}!` },
    ...{ only: null, nowMs, refreshMs: 15 * 60_000, ...more },
  };
}

/** What breaks the rules of RFC 5545 for lines and texts. */
function broken(file: string): string[] {
  const problems: string[] = [];
  if (!file.endsWith('\r\n')) problems.push('no end of line at the end');
  const lines = file.split('\r\n').slice(0, -1);
  for (const line of lines) {
    if (Buffer.byteLength(line) > 75) problems.push(`too long: ${line}`);
    if (/\p{Cc}/u.test(line.replaceAll('\t', ''))) problems.push(`control: ${line}`);
    if (line === '') problems.push('empty line');
  }
  const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const open: string[] = [];
  for (const line of unfolded) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z]+=[A-Z]+)?:(.*)$/u.exec(line) ?? [];
    if (name === '') problems.push(`no property: ${line}`);
    if (name === 'BEGIN') open.push(value);
    if (name === 'END' && open.pop() !== value) problems.push(`closes what is not open: ${line}`);
    if (['DTSTAMP', 'DTSTART', 'DTEND'].includes(name) && !/^\d{8}T\d{6}Z?$/.test(value))
      problems.push(`no time: ${line}`);
    const isText = ['SUMMARY', 'UID', 'NAME', 'DESCRIPTION'].includes(name);
    if (isText && /[;,]|\\[^\\;,n]|\\$/.test(value.replaceAll(/\\[\\;,n]/g, '')))
      problems.push(`not escaped: ${line}`);
  }
  if (open.length > 0) problems.push('something is left open');
  return problems;
}

function eventsOf(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((part) => {
    const { uid, summary, startDate, endDate } = new ICAL.Event(part);
    return { uid, summary, start: startDate.toString(), end: endDate.toString() };
  });
}

describe('a calendar of shifts', () => {
  test('has each shift as a whole, in UTC, with who is on call', () => {
    const file = toCalendar(contentOf());
    expect(broken(file)).toEqual([]);
    expect(eventsOf(file).slice(0, 2)).toEqual([
      {
        uid: 'payments-20261116T080000Z@tocsin',
        summary: 'ana! on call: Payments',
        start: '2026-11-16T08:00:00Z',
        end: '2026-11-23T08:00:00Z',
      },
      {
        uid: 'payments-20261123T080000Z@tocsin',
        summary: 'ben! on call: Payments',
        start: '2026-11-23T08:00:00Z',
        end: '2026-11-30T08:00:00Z',
      },
    ]);
  });

  test('says what calendar programs want to know', () => {
    const lines = toCalendar(contentOf()).split('\r\n');
    expect(lines.slice(0, 9)).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tocsin//On call//EN'],
      ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'NAME:On call', 'X-WR-CALNAME:On call'],
      ...['REFRESH-INTERVAL;VALUE=DURATION:PT15M', 'X-PUBLISHED-TTL:PT15M'],
    ]);
    expect(lines).toContain('DTSTAMP:20261123T030000Z');
  });

  test('keeps a UID while it is asked for later and later', () => {
    const uids = (fromMs: number) => {
      const shifts = wholeShiftsBetween(rota, [], fromMs, fromMs + 30 * dayMs);
      return eventsOf(toCalendar(contentOf({ rotas: [{ rota, shifts }] }))).map(({ uid }) => uid);
    };
    const later = uids(nowMs + 3 * dayMs);
    expect(later.length).toBeGreaterThan(3);
    expect(uids(nowMs)).toEqual(expect.arrayContaining(later.slice(0, 4)));
  });

  test('of one person has only theirs, and says when nobody is on call to all others', () => {
    const gap: Shift = { people: [], fromMs: nowMs, untilMs: nowMs + dayMs, overrideId: null };
    const shifts = [gap, onCallAt(rota, [], nowMs + dayMs)];
    const summaries = (only: string | null) =>
      eventsOf(toCalendar(contentOf({ rotas: [{ rota, shifts }], only }))).map(
        ({ summary }) => summary,
      );
    expect(summaries('ben')).toEqual(['ben! on call: Payments']);
    expect(summaries(null)).toEqual(['Nobody on call: Payments', 'ben! on call: Payments']);
  });

  test('without shifts is a calendar still', () => {
    const file = toCalendar(contentOf({ only: 'nobody' }));
    expect(broken(file)).toEqual([]);
    expect(eventsOf(file)).toEqual([]);
    expect(file).toContain('BEGIN:VTIMEZONE');
  });

  test('folds and escapes whatever people are called', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.constantFrom('a;b,c\\d\nBEGIN:VEVENT\r\nEND:VEVENT', 'Ñandú 🚒'.repeat(12), '\u0007\t x'),
    );
    fc.assert(
      fc.property(word, word, (name, person) => {
        const [shift] = wholeShiftsBetween(rota, [], nowMs, nowMs + 1);
        const own = [{ rota: { ...rota, name }, shifts: shift ? [shift] : [] }];
        const file = toCalendar(contentOf({ name, rotas: own, nameOf: () => person }));
        expect(broken(file)).toEqual([]);
        const [event] = eventsOf(file);
        const plain = (text: string) =>
          text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '');
        const [who, what] = [plain(person) || 'Nobody', plain(name)];
        expect(event?.summary).toBe(`${who} on call: ${what}`);
      }),
      { numRuns: 100 },
    );
  });
});
