import { expect, test } from 'vitest';
import type { Person } from '../protocol/identity.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';
import { owningTeam, serviceViews, teamViews } from './team-views.ts';

const text = `
people: { ana: { name: Ana Lima }, bo: { name: Bo Chen }, raj: { name: Raj } }
teams:
  shop:
    name: Shop
    side: developer
    zone: Europe/Lisbon
    members: [ana, bo]
    hours: { monday: ['09:00-12:00', '13:00-17:00'] }
    holidays: [2026-11-30]
  ops: { side: sre, zone: UTC, members: [raj] }
services:
  checkout: { name: Check-out, developers: shop, sres: ops }
`;

const people: Person[] = [
  { id: '1', name: 'ANA LIMA', side: 'developer' },
  { id: '2', name: 'bo', side: 'developer' },
  { id: '3', name: 'Raj', side: 'sre' },
  { id: '4', name: 'Ana', side: 'sre' },
];

function configOf(source: string): Config {
  const parsed = parseConfig(source, 'hub.yaml', Date.UTC(2026, 10, 23));
  if (!parsed.ok) throw new Error('The config has errors.');
  return parsed.config;
}

test('a service is owned by its developers: those who have joined, by name or id', () => {
  const config = configOf(text);
  for (const name of ['checkout', 'Check-OUT']) {
    expect(owningTeam(config, name, people)).toMatchObject({
      reference: { id: 'shop', name: 'Shop' },
      hours: { zone: 'Europe/Lisbon' },
      memberIds: ['1', '2'],
    });
  }
  for (const name of ['search', 'constructor', '__proto__']) {
    expect(owningTeam(config, name, people)).toBeNull();
  }
});

test('teams tell whether they are open, and when they open the next two times', () => {
  const config = configOf(text);
  const at = (time: string) => teamViews(config, people, Date.parse(time))[0];
  expect(at('2026-11-23T10:00:00Z')).toEqual({
    ...{ id: 'shop', name: 'Shop', side: 'developer', zone: 'Europe/Lisbon' },
    ...{ memberIds: ['1', '2'], isOpen: true },
    opensAt: '2026-11-23T13:00:00.000Z',
    thenOpensAt: '2026-12-07T09:00:00.000Z',
  });
  expect(at('2026-11-23T12:00:00Z')).toMatchObject({ isOpen: false });
  expect(at('2026-11-23T13:00:00Z')).toMatchObject({
    ...{ isOpen: true, opensAt: '2026-12-07T09:00:00.000Z' },
  });
  expect(teamViews(config, people, 0)[1]).toMatchObject({
    ...{ id: 'ops', name: 'ops', isOpen: false, opensAt: null, thenOpensAt: null },
  });
});

test('are the same while nothing changes, and anew when a team opens or closes or somebody joins', () => {
  const config = configOf(text);
  const at = (time: string, who = people) => teamViews(config, who, Date.parse(time));
  const morning = at('2026-11-23T11:30:00Z');
  expect(at('2026-11-23T11:59:59.999Z')).toBe(morning);
  const noon = at('2026-11-23T12:00:00Z');
  expect(noon).not.toBe(morning);
  expect(at('2026-11-23T12:59:59.999Z')).toBe(noon);
  expect(at('2026-11-23T13:00:00Z')[0]?.isOpen).toBe(true);
  expect(at('2026-11-23T11:00:00Z')[0]).toMatchObject({ opensAt: '2026-11-23T13:00:00.000Z' });
  const joined = at('2026-11-23T11:00:00Z', [...people, { id: '5', name: 'Raj', side: 'sre' }]);
  expect(joined[1]?.memberIds).toEqual(['3', '5']);
  expect(serviceViews(config)).toBe(serviceViews(config));
  expect(serviceViews(config)).toEqual([
    { id: 'checkout', name: 'Check-out', developers: 'shop', sres: 'ops' },
  ]);
});
