import { describe, expect, test } from 'vitest';
import { weekdays } from '../business-week.ts';
import { backupAt, nextShift, onCallAt, shiftsBetween, wholeShiftsBetween } from './on-call.ts';
import type { Layer, Restriction, Rota, RotaOverride } from './rota.ts';

const weekMinutes = 7 * 24 * 60;
const dayMinutes = 24 * 60;

function layer(
  start: string,
  turnMinutes: number,
  people: string[],
  ...spans: Restriction[]
): Layer {
  return { name: 'layer', start, turnMinutes, people, restrictions: spans };
}

function rotaIn(zone: string, ...layers: Layer[]): Rota {
  return { id: 'rota', name: 'Rota', teamId: 'team', side: 'sre', level: 'oncall', zone, layers };
}

function override(
  span: string,
  taker: string | null,
  insteadOf: string | null,
  id = `${taker ?? 'nobody'} for ${insteadOf ?? 'all'}`,
): RotaOverride {
  const [from = '', until = ''] = span.split('/');
  return { id, fromMs: Date.parse(`${from}Z`), untilMs: Date.parse(`${until}Z`), taker, insteadOf };
}

const iso = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 16);

/** Shifts of a span as `from people`. */
function story(rota: Rota, overrides: RotaOverride[], span: string): string[] {
  const [from = '', until = ''] = span.split('/');
  const shifts = shiftsBetween(rota, overrides, Date.parse(`${from}Z`), Date.parse(`${until}Z`));
  return shifts.map(({ fromMs, people }) => `${iso(fromMs)} ${people.join('+') || 'nobody'}`);
}

function whoAt(rota: Rota, overrides: RotaOverride[], time: string): string {
  return onCallAt(rota, overrides, Date.parse(`${time}Z`)).people.join('+') || 'nobody';
}

const weekly = rotaIn(
  'Europe/Berlin',
  layer('2026-11-02T09:00', weekMinutes, ['ana', 'ben', 'cleo']),
);
const night: Restriction = { days: weekdays, from: '20:00', until: '08:00' };

describe('layers', () => {
  test('a weekly rota is handed over at the same time of the clock on the wall', () => {
    expect(story(weekly, [], '2027-03-20T00:00/2027-04-10T00:00')).toEqual([
      ...['2027-03-20T00:00 ben', '2027-03-22T08:00 cleo', '2027-03-29T07:00 ana'],
      '2027-04-05T07:00 ben',
    ]);
  });

  test('nobody is on call before the first hand-over', () => {
    expect(story(weekly, [], '2026-11-01T00:00/2026-11-03T00:00')).toEqual([
      ...['2026-11-01T00:00 nobody', '2026-11-02T08:00 ana'],
    ]);
  });

  test('nights lie over the days, and each night is one turn', () => {
    const nights = layer('2026-11-02T20:00', dayMinutes, ['nele', 'nick'], night);
    const rota = rotaIn('Europe/Berlin', ...weekly.layers, nights);
    expect(story(rota, [], '2026-11-04T12:00/2026-11-06T12:00')).toEqual([
      ...['2026-11-04T12:00 ana', '2026-11-04T19:00 nele', '2026-11-05T07:00 ana'],
      ...['2026-11-05T19:00 nick', '2026-11-06T07:00 ana'],
    ]);
  });

  test('the sun is followed with one layer for each half of the day', () => {
    const berlin = { days: weekdays, from: '08:00', until: '20:00' };
    const rota = rotaIn(
      'Europe/Berlin',
      layer('2026-11-02T08:00', weekMinutes, ['ana', 'ben'], berlin),
      layer('2026-11-02T08:00', weekMinutes, ['uma', 'vic'], night),
    );
    expect(story(rota, [], '2026-11-08T00:00/2026-11-10T00:00')).toEqual([
      ...['2026-11-08T00:00 uma', '2026-11-08T07:00 ana', '2026-11-08T19:00 uma'],
      ...['2026-11-09T07:00 ben', '2026-11-09T19:00 vic'],
    ]);
  });

  test('a layer of some days leaves the others empty', () => {
    const days = { days: weekdays.slice(0, 5), from: '09:00', until: '17:00' };
    const rota = rotaIn('Asia/Kolkata', layer('2026-11-02T09:00', weekMinutes, ['ana'], days));
    expect(story(rota, [], '2026-11-06T00:00/2026-11-09T12:00')).toEqual([
      ...['2026-11-06T00:00 nobody', '2026-11-06T03:30 ana', '2026-11-06T11:30 nobody'],
      ...['2026-11-09T03:30 ana', '2026-11-09T11:30 nobody'],
    ]);
  });

  test('who follows themselves has one shift; a whole one begins where it does', () => {
    const twice = rotaIn('UTC', layer('2026-11-02T00:00', dayMinutes, ['ana', 'ana', 'ben']));
    const [first, ...others] = wholeShiftsBetween(
      twice,
      [],
      Date.parse('2026-11-03T12:00Z'),
      Date.parse('2026-11-04T12:00Z'),
    );
    expect([first, ...others].map((shift) => shift && iso(shift.fromMs))).toEqual([
      ...['2026-11-02T00:00', '2026-11-04T00:00'],
    ]);
  });

  test('one who is alone is on call from the first hand-over until as far as anybody looks', () => {
    const alone = rotaIn('UTC', layer('2026-03-01T09:00', weekMinutes, ['ana']));
    const shift = onCallAt(alone, [], Date.parse('2026-11-23T00:00Z'));
    expect([iso(shift.fromMs), iso(shift.untilMs)]).toEqual([
      '2026-03-01T09:00',
      '2028-01-01T00:00',
    ]);
    expect(nextShift(alone, [], Date.parse('2026-11-23T00:00Z'))).toBeNull();
    const longSince = onCallAt(alone, [], Date.parse('2031-11-23T00:00Z'));
    expect(iso(longSince.fromMs)).toBe('2030-01-01T00:00');
  });
});

describe('a hand-over in an hour that is repeated or left out', () => {
  test.each<[string, string, string, string]>([
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30', '2026-10-25T01:30'],
    ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T00:30', '2027-03-28T01:30'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30', '2026-11-01T06:30'],
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T06:30', '2027-03-14T07:30'],
    ['Australia/Sydney', '2026-10-04T02:30', '2026-10-03T15:30', '2026-10-03T16:30'],
    ['Australia/Sydney', '2027-04-04T02:30', '2027-04-03T15:30', '2027-04-03T16:30'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:15', '2026-10-03T15:45'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45', '2027-04-03T15:15'],
    ['Pacific/Chatham', '2026-09-27T03:00', '2026-09-26T13:15', '2026-09-26T14:15'],
    ['Pacific/Chatham', '2027-04-04T03:00', '2027-04-03T13:15', '2027-04-03T14:15'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-06T03:30', '2026-09-06T04:30'],
    ['America/Santiago', '2027-04-03T23:30', '2027-04-04T02:30', '2027-04-04T03:30'],
  ])('in %s at %s: both are on call', (zone, handOver, first, last) => {
    const start = iso(Date.parse(`${handOver}Z`) - weekMinutes * 60_000);
    const rota = rotaIn(zone, layer(start, weekMinutes, ['ana', 'ben']));
    const since = iso(Date.parse(`${first}Z`) - 24 * 3_600_000);
    const until = iso(Date.parse(`${last}Z`) + 24 * 3_600_000);
    expect(story(rota, [], `${since}/${until}`)).toEqual([
      ...[`${since} ana`, `${first} ana+ben`, `${last} ben`],
    ]);
  });

  test.each(['America/Sao_Paulo', 'Asia/Kolkata'])('in %s there is none', (zone) => {
    const rota = rotaIn(zone, layer('2026-01-01T00:30', 60, ['ana', 'ben']));
    const year = shiftsBetween(rota, [], Date.UTC(2026, 1), Date.UTC(2027, 1));
    expect(year.filter(({ people }) => people.length !== 1)).toEqual([]);
    expect(year).toHaveLength(365 * 24 + (zone === 'Asia/Kolkata' ? 0 : 1));
  });

  test('a turn that lies within a left-out hour is not left out', () => {
    const rota = rotaIn('Europe/Berlin', layer('2027-03-27T00:00', 60, ['ana', 'ben', 'cleo']));
    expect(story(rota, [], '2027-03-28T00:00/2027-03-28T03:00')).toEqual([
      ...['2027-03-28T00:00 ben+cleo', '2027-03-28T01:00 ana', '2027-03-28T02:00 ben'],
    ]);
  });

  test('a restriction begins at the first and ends at the last occurrence too', () => {
    const late: Restriction = { days: weekdays, from: '22:00', until: '02:30' };
    const rota = rotaIn(
      'Europe/Berlin',
      layer('2026-10-01T09:00', weekMinutes, ['ana']),
      layer('2026-10-01T09:00', weekMinutes, ['nele'], late),
    );
    expect(story(rota, [], '2026-10-24T12:00/2026-10-25T12:00')).toEqual([
      ...['2026-10-24T12:00 ana', '2026-10-24T20:00 nele', '2026-10-25T01:30 ana'],
    ]);
  });
});

describe('overrides', () => {
  // Ana is on call from 2026-11-23 08:00 in UTC for a week, then Ben, then Cleo.
  const day = '2026-11-24T00:00/2026-11-25T00:00';
  const noon = '2026-11-24T12:00';

  test.each<[string, RotaOverride[], string]>([
    ['somebody takes the place of all', [override(day, 'zoe', null)], 'zoe'],
    ['somebody takes the place of one', [override(day, 'zoe', 'ana')], 'zoe'],
    ['nothing happens to one who is not on call', [override(day, 'zoe', 'ben')], 'ana'],
    ['an absence passes the turn to the next', [override(day, null, 'ana')], 'ben'],
    [
      'and over those who are absent too, in whatever order that was said',
      [override(day, null, 'ana'), override(day, null, 'ben')],
      'cleo',
    ],
    [
      'a gap when all are absent',
      [override(day, null, 'cleo'), override(day, null, 'ben'), override(day, null, 'ana')],
      'nobody',
    ],
    [
      'a gap is filled by who takes the place of an absent one',
      [
        ...['cleo', 'ben', 'ana'].map((one) => override(day, null, one)),
        override(day, 'zoe', 'ana'),
      ],
      'zoe',
    ],
    ['the later one wins', [override(day, 'zoe', null), override(day, 'yara', null)], 'yara'],
    [
      'who takes a shift after their absence was said is there',
      [override(day, null, 'ben'), override(day, 'ben', 'ana')],
      'ben',
    ],
    [
      'who is absent after they took a shift passes it on to who comes after them',
      [override(day, 'ben', 'ana'), override(day, null, 'ben')],
      'cleo',
    ],
    [
      'from outside of the layer, back to whose turn it is',
      [override(day, 'zoe', null), override(day, null, 'zoe')],
      'ana',
    ],
    ['nobody named at all passes every turn on', [override(day, null, null)], 'ben'],
    [
      'an absence after a swap takes nothing from who swapped',
      [override(day, 'ben', 'ana'), override(day, null, 'ana')],
      'ben',
    ],
  ])('%s', (_name, overrides, expected) => expect(whoAt(weekly, overrides, noon)).toBe(expected));

  test('begins and ends to the millisecond, and names the override', () => {
    const overrides = [override('2026-11-24T10:00/2026-11-24T12:00', 'zoe', 'ana', 'swap')];
    const shift = onCallAt(weekly, overrides, Date.parse('2026-11-24T11:59:59.999Z'));
    expect(shift).toEqual({
      ...{ people: ['zoe'], overrideId: 'swap' },
      ...{ fromMs: Date.parse('2026-11-24T10:00Z'), untilMs: Date.parse('2026-11-24T12:00Z') },
    });
    expect(whoAt(weekly, overrides, '2026-11-24T09:59:59.999')).toBe('ana');
    expect(whoAt(weekly, overrides, '2026-11-24T12:00')).toBe('ana');
  });

  test('fills a gap where no layer applies', () => {
    const before = override('2026-11-01T00:00/2026-11-02T00:00', 'zoe', null);
    expect(whoAt(weekly, [before], '2026-11-01T12:00')).toBe('zoe');
    const absence = override('2026-11-01T00:00/2026-11-02T00:00', null, 'zoe');
    expect(whoAt(weekly, [before, absence], '2026-11-01T12:00')).toBe('nobody');
  });

  test('does nothing where it names who is on call anyway, in a left-out hour too', () => {
    const alone = rotaIn('Europe/Berlin', layer('2027-03-01T02:30', 60, ['ana']));
    const span = '2027-03-27T00:00/2027-03-29T00:00';
    const shifts = shiftsBetween(
      alone,
      [override(span, 'ana', null)],
      Date.parse('2027-03-26T00:00Z'),
      Date.parse('2027-03-30T00:00Z'),
    );
    expect(shifts.map(({ overrideId }) => overrideId)).toEqual([null]);
    const inTheHour = onCallAt(
      alone,
      [override(span, 'ana', null)],
      Date.parse('2027-03-28T00:45Z'),
    );
    expect(inTheHour.overrideId).toBeNull();
  });

  test('replaces one of two in a hand-over hour, or both', () => {
    const rota = rotaIn('Europe/Berlin', layer('2026-10-18T02:30', weekMinutes, ['ana', 'ben']));
    const span = '2026-10-25T00:00/2026-10-25T02:00';
    const at = '2026-10-25T01:00';
    expect(whoAt(rota, [override(span, 'zoe', 'ana')], at)).toBe('zoe+ben');
    expect(whoAt(rota, [override(span, 'zoe', null)], at)).toBe('zoe');
    expect(whoAt(rota, [override(span, null, 'ana')], at)).toBe('ben');
  });
});

describe('who comes next', () => {
  const atMs = Date.parse('2026-11-24T12:00Z');

  test('is the next shift with other people, overrides and gaps among them', () => {
    expect(nextShift(weekly, [], atMs)?.people).toEqual(['ben']);
    const lunch = override('2026-11-25T11:00/2026-11-25T12:00', 'zoe', null);
    const next = nextShift(weekly, [lunch], atMs);
    expect(next && [next.people, iso(next.fromMs), iso(next.untilMs)]).toEqual([
      ...[['zoe'], '2026-11-25T11:00', '2026-11-25T12:00'],
    ]);
  });

  test('backs up: the next in the turn who is there and not on call', () => {
    expect(backupAt(weekly, [], atMs)).toBe('ben');
    const day = '2026-11-24T00:00/2026-11-25T00:00';
    expect(backupAt(weekly, [override(day, null, 'ben')], atMs)).toBe('cleo');
    expect(backupAt(weekly, [override(day, 'ben', 'ana')], atMs)).toBe('cleo');
    expect(backupAt(weekly, [override(day, null, 'ana')], atMs)).toBe('cleo');
    const others = [override(day, null, 'ben'), override(day, null, 'cleo')];
    expect(backupAt(weekly, others, atMs)).toBeNull();
    expect(backupAt(weekly, [], Date.parse('2026-11-01T00:00Z'))).toBeNull();
  });

  test('backs up from the layers below when a layer has nobody else', () => {
    const alone = layer('2026-11-02T09:00', weekMinutes, ['nele']);
    const rota = rotaIn('Europe/Berlin', ...weekly.layers, alone);
    expect(backupAt(rota, [], atMs)).toBe('ana');
    const away = override('2026-11-24T00:00/2026-11-25T00:00', null, 'ana');
    expect(backupAt(rota, [away], atMs)).toBe('ben');
  });
});
