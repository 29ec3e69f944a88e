import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant } from '../protocol/identity.ts';
import { readInstant } from './instants.ts';

describe('readInstant', () => {
  it.each([
    ['2026-11-23T05:40:00Z', '2026-11-23T05:40:00.000Z', 'RFC 3339'],
    ['2026-11-23T05:40:00.1234567Z', '2026-11-23T05:40:00.123Z', 'seven digits, as Azure writes'],
    ['2026-11-23T05:40:00.999999999Z', '2026-11-23T05:40:00.999Z', 'never rounded up'],
    ['2026-11-23T05:40:00.5Z', '2026-11-23T05:40:00.500Z', 'one digit'],
    ['2026-11-23T05:40:00.000+0000', '2026-11-23T05:40:00.000Z', 'no colon in the zone'],
    ['2026-11-23T05:40:00+01:00', '2026-11-23T04:40:00.000Z', 'an offset'],
    ['2026-11-23T05:40:00-0930', '2026-11-23T15:10:00.000Z', 'a negative offset with minutes'],
    ['2026-11-23T05:40:00+01', '2026-11-23T04:40:00.000Z', 'an offset of hours'],
    ['2026-11-23 05:40:00.250', '2026-11-23T05:40:00.250Z', 'no zone is UTC'],
    ['2026-11-23T05:40Z', '2026-11-23T05:40:00.000Z', 'no seconds'],
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59.000Z', 'a leap second'],
    [1795412400, '2026-11-23T05:40:00.000Z', 'seconds'],
    [1795412400.5, '2026-11-23T05:40:00.500Z', 'seconds with a fraction'],
    [1795412400123, '2026-11-23T05:40:00.123Z', 'milliseconds'],
    ['1795412400123', '2026-11-23T05:40:00.123Z', 'milliseconds in digits'],
    ['1795412400', '2026-11-23T05:40:00.000Z', 'seconds in digits'],
    [1795412400123456, '2026-11-23T05:40:00.123Z', 'microseconds'],
    [1.795412400123e18, '2026-11-23T05:40:00.123Z', 'nanoseconds'],
  ])('reads %j as %s (%s)', (written: unknown, expected: string, _: string) => {
    expect(readInstant(written)).toBe(expected);
  });

  it.each([
    ['0001-01-01T00:00:00Z', "Go's zero time"],
    ['0001-01-01T00:00:00.000Z', "amtool's zero time"],
    ['0001-01-01T00:00:00+01:00', 'zero time with a zone'],
    ['0099-01-01T00:00:00Z', 'a year that JavaScript takes for 1999'],
    ['1970-01-01T00:00:00Z', "Unix's zero time"],
    [0, 'zero'],
    [-5, 'negative'],
    ['', 'empty'],
    [null, 'null'],
    [undefined, 'missing'],
    ['2026-02-30T00:00:00Z', 'no such day'],
    ['2026-13-01T00:00:00Z', 'no such month'],
    ['2026-11-23T24:00:00Z', 'no such hour'],
    ['yesterday', 'prose'],
    ['{EVENT.RECOVERY.DATE}', 'a macro left standing'],
    ['2026', 'a bare year'],
    [Number.NaN, 'not a number'],
    [1e300, 'beyond all years'],
    [{}, 'an object'],
    [true, 'a truth'],
  ])('takes %j for unset (%s)', (written: unknown, _: string) => {
    expect(readInstant(written)).toBeNull();
  });

  it('reads back whatever the hub writes', () => {
    const instants = fc.date({
      min: new Date(1),
      max: new Date(Date.UTC(9999, 11, 31)),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (date) => {
        expect(readInstant(date.toISOString())).toBe(date.toISOString());
      }),
    );
  });

  it("gives the hub's own form or nothing, for anything", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.double(), fc.string()), (anything) => {
        const instant = readInstant(anything);
        if (instant !== null) expect(Instant.safeParse(instant).success).toBe(true);
      }),
    );
  });
});
