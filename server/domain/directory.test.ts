import { describe, expect, test } from 'vitest';
import type { Person, Side } from '../protocol/identity.ts';
import { Directory, emptyDirectory } from './directory.ts';
import type { DirectorySource } from './directory.ts';

const source: DirectorySource = {
  people: {
    ana: { name: 'Ana Lima' },
    bo: { name: 'Bo' },
    raj: { name: 'Raj' },
    sam: { name: 'Sam' },
  },
  teams: {
    shop: { side: 'developer', members: ['ana'] },
    finders: { side: 'developer', members: ['bo'] },
    platform: { side: 'sre', members: ['raj'] },
    network: { side: 'sre', members: ['sam', 'bo'] },
  },
  services: {
    checkout: {
      name: 'Checkout shop',
      developers: 'shop',
      sres: 'platform',
      match: [{ app: 'till' }, { job: '/till-.*/', cluster: 'prod' }],
    },
    search: {
      developers: 'finders',
      sres: 'network',
      match: [{ job: '/till-(a|b)/' }, { constructor: 'x' }],
    },
  },
};
const directory = new Directory(source);

function enrolled(...people: [name: string, side: Side][]): Person[] {
  return people.map(([name, side]) => ({ id: `id of ${name}`, name, side }));
}

function names(people: readonly Person[]): string[] {
  return people.map(({ name }) => name);
}

describe('the service of an alert', () => {
  test.each([
    ['its id', 'checkout', {}, 'checkout'],
    ['its name, in any case', 'CHECKOUT Shop', {}, 'checkout'],
    ['its id before any label', 'search', { app: 'till' }, 'search'],
    ['a label', 'x', { app: 'till', more: 'y' }, 'checkout'],
    ['all labels of a matcher, the first service in the file', 'x', both('till-a'), 'checkout'],
    ['a later service, when a label of the earlier is missing', 'x', { job: 'till-a' }, 'search'],
    ['none, when a pattern matches only a part', 'x', { job: 'xtill-a' }, 'x'],
    ['none, when a pattern matches only the beginning', 'x', { job: 'till-abc' }, 'x'],
    ['none, when a text differs in case', 'x', { app: 'Till' }, 'x'],
    ['none, for what every object has', 'x', {}, 'x'],
    ['none, so that it keeps its name', 'Something Else', {}, 'Something Else'],
  ])('%s', (_name, service, labels, expected) => {
    expect(directory.serviceOf(service, labels)).toBe(expected);
  });

  test('a pattern matches over several lines', () => {
    expect(directory.serviceOf('x', both('till-\n'))).toBe('checkout');
  });

  test('where an alert comes from, beside its labels', () => {
    const match: Record<string, string>[] = [
      { $sender: 'grafana', app: 'till' },
      { $sender: 'old monitoring' },
      { $key: '/backup-.*/' },
    ];
    const own = { checkout: { developers: 'shop', sres: 'platform', match } };
    const asking = new Directory({ ...source, services: own });
    const service = (dedupKey: string, senders: string[], labels = {}) =>
      asking.serviceOf('x', labels, { senders, dedupKey });
    expect(service('k', ['grafana', 'g1'], { app: 'till' })).toBe('checkout');
    expect(service('k', ['grafana', 'g1'])).toBe('x');
    expect(service('k', ['generic', 'old monitoring'])).toBe('checkout');
    expect(service('backup-7', ['generic', 'g'])).toBe('checkout');
    expect(service('k', ['generic', 'g'], { $key: 'backup-7', $sender: 'grafana' })).toBe('x');
    expect(asking.serviceOf('x', { $key: 'backup-7' })).toBe('x');
  });

  function both(job: string) {
    return { job, cluster: 'prod' };
  }
});

describe('who is called', () => {
  const all = enrolled(['ANA', 'developer'], ['Bo', 'developer'], ['raj', 'sre'], ['Sam', 'sre']);

  test('the members of the two teams of the service, by id or name, and nobody else', () => {
    expect(names(directory.callees('checkout', all))).toEqual(['ANA', 'raj']);
    expect(names(directory.callees('search', all))).toEqual(['Bo', 'Sam']);
  });

  test('everybody, for a service that is not listed', () => {
    expect(directory.callees('other', all)).toEqual(all);
    expect(directory.members('other', all)).toEqual([]);
    expect(emptyDirectory.callees('checkout', all)).toEqual(all);
  });

  test('everybody of a side whose team has no enrolled member, and only of that side', () => {
    const without = all.filter(({ name }) => name !== 'ANA');
    expect(names(directory.callees('checkout', without))).toEqual(['Bo', 'raj']);
    expect(names(directory.members('checkout', without))).toEqual(['raj']);
  });

  test('a member who stands on the other side is no member of the team', () => {
    const people = enrolled(['Ana Lima', 'sre'], ['Bo', 'developer'], ['Raj', 'sre']);
    expect(names(directory.callees('checkout', people))).toEqual(['Bo', 'Raj']);
  });
});

test('a person is found by id or name, with the sides of all teams', () => {
  expect(directory.person('ana lima')).toEqual({
    id: 'ana',
    name: 'Ana Lima',
    sides: ['developer'],
  });
  expect(directory.person('BO')?.sides).toEqual(['developer', 'sre']);
  expect(directory.person('constructor')).toBeUndefined();
});

test('a pattern takes time that grows with the value, not with its powers', () => {
  const hostile = new Directory({
    ...source,
    services: {
      s: { developers: 'shop', sres: 'platform', match: [{ a: '/(.*a.*)*(.*a.*)*b/' }] },
    },
  });
  const startedAt = performance.now();
  expect(hostile.serviceOf('x', { a: 'a'.repeat(4_096) })).toBe('x');
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
