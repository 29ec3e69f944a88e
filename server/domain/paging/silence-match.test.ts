import { expect, test } from 'vitest';
import type { Silence } from '../../protocol/oncall.ts';
import { isInForce, isMeant, silenceOf } from './silence-match.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 3, minute)).toISOString();
const ms = (minute: number): number => Date.parse(at(minute));

function silence(change: Partial<Silence>): Silence {
  return {
    ...{ id: 'one', kind: 'silence', service: null, matchers: {}, from: at(0), until: at(10) },
    ...{ reason: 'Known.', byId: 'raj' },
    ...change,
  };
}

test.each([
  ['the service by its name, however it is written', { service: 'Checkout' }, true],
  ['another service', { service: 'search' }, false],
  ['a label with its value', { matchers: { app: 'till-1' } }, true],
  ['a label with another value', { matchers: { app: 'till' } }, false],
  ['a label by a pattern of the whole value', { matchers: { app: '/till-[0-9]/' } }, true],
  ['a label by a pattern of a part', { matchers: { app: '/till/' } }, false],
  ['a label that is not there', { matchers: { zone: '/.*/' } }, false],
  ['a name that every object has', { matchers: { constructor: '/.*/' } }, false],
  ['one label of two', { matchers: { app: 'till-1', zone: 'eu' } }, false],
  ['service and label', { service: 'checkout', matchers: { app: 'till-1' } }, true],
] satisfies [string, Partial<Silence>, boolean][])('a silence of %s', (_name, change, expected) => {
  expect(isMeant(silence(change), 'checkout', { app: 'till-1' })).toBe(expected);
});

test('a silence holds from its first moment, and no longer in its last', () => {
  const held = [-1, 0, 9, 10].map((minute) => isInForce(silence({}), ms(minute)));
  expect(held).toEqual([false, true, true, false]);
});

test('of several silences the one counts that holds the longest', () => {
  const short = silence({ id: 'short', until: at(5) });
  const long = silence({ id: 'long', until: at(20) });
  const later = silence({ id: 'later', from: at(15), until: at(60) });
  const all = [short, long, later];
  const alert = { labels: { app: 'till-1' } };
  const idAt = (minute: number) => silenceOf(all, 'checkout', alert, ms(minute))?.id;
  expect([1, 7, 16, 60].map(idAt)).toEqual(['long', 'long', 'later', undefined]);
});
