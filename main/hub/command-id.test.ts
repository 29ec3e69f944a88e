import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { commandId } from './command-id.ts';

test('the example of RFC 9562', () => {
  const random = Buffer.from('0cc318c4dc0c0c07398f', 'hex');
  expect(commandId(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('it is a UUIDv7 and sorts by time', () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [one, two] = [commandId(a, randomBytes(10)), commandId(b, randomBytes(10))];
      z.uuid({ version: 'v7' }).parse(one);
      if (a < b) expect(one < two).toBe(true);
    }),
  );
});
