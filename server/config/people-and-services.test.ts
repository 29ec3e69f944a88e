import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';
import { configJsonSchema } from './schema.ts';

const whole = `
people:
  ana: { name: Ana Lima, zone: Europe/Lisbon }
  raj: { name: Raj }
teams:
  shop:
    name: Shop
    side: developer
    zone: Europe/Lisbon
    members: [ana]
    hours: { monday: ["09:00-12:30", "13:30-18:00"], sunday: [] }
    holidays: [2026-12-25, { date: 2027-01-01, name: New Year }]
  platform: { side: sre, zone: UTC, members: [raj] }
services:
  checkout:
    name: Checkout
    developers: shop
    sres: platform
    match: [{ app: checkout }, { job: /checkout-.*/, cluster: prod }]
    runbooks: [https://runbooks.example.com/checkout]
`;

function read(text: string) {
  const parsed = parseConfig(text, 'hub.yaml', Date.UTC(2026, 10, 23));
  return parsed.ok
    ? { errors: [], warnings: parsed.warnings.map(formatProblem), config: parsed.config }
    : { errors: parsed.problems.map(formatProblem), warnings: [], config: null };
}

test('people, teams and services are read, with their defaults', () => {
  const { errors, warnings, config } = read(whole);
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  expect(config?.teams['platform']).toMatchObject({ hours: { monday: [] }, holidays: [] });
  expect(config?.services['checkout']?.match[1]).toEqual({ job: '/checkout-.*/', cluster: 'prod' });
});

test('what the parts say wrongly of each other is told at once, with other errors, in order', () => {
  const text = [
    'people:',
    '  ana: { name: Ana }',
    '  eva: { name: ANA }',
    '  Eve: { name: Eve }',
    '  ed: { name: Ed, zone: Mars/Base }',
    'teams:',
    '  shop:',
    '    side: developer',
    '    zone: +02:00',
    '    members: [ana, zoe, ana]',
    '    hours:',
    '      monday: ["09:00-12:00", "12:00-13:00", "11:30-14:00", "17:00-09:00"]',
    '      mondy: []',
    '    holidays: [2026-02-30]',
    '  platform: { side: sre, zone: UTC, members: [eva] }',
    'services:',
    '  a: { name: Checkout, developers: platform, sres: nobody, match: [{ app: /(/ }, {}] }',
    '  checkout: { developers: shop, sres: platform, runbooks: ["ftp://x"] }',
  ].join('\n');
  expect(read(text).errors).toEqual([
    'hub.yaml:3:16: people.eva.name: "ANA" is also the name or id of people.ana.',
    expect.stringContaining('hub.yaml:4:3: people.Eve: Use lower-case letters'),
    expect.stringContaining('hub.yaml:5:25: people.ed.zone: This is no time zone of IANA'),
    expect.stringContaining('hub.yaml:9:11: teams.shop.zone: This is no time zone of IANA'),
    'hub.yaml:10:20: teams.shop.members.1: There is no person "zoe" in `people`.',
    'hub.yaml:10:25: teams.shop.members.2: "ana" is listed twice.',
    'hub.yaml:12:46: teams.shop.hours.monday.2: This overlaps with 09:00-12:00.',
    expect.stringContaining('hub.yaml:12:61: teams.shop.hours.monday.3: Write HH:MM-HH:MM'),
    'hub.yaml:13:7: teams.shop.hours.mondy: There is no such field.',
    expect.stringContaining('hub.yaml:14:16: teams.shop.holidays.0: Invalid ISO date'),
    'hub.yaml:17:36: services.a.developers: Team "platform" is on the sre side; name one of the developer side.',
    'hub.yaml:17:52: services.a.sres: There is no team "nobody" in `teams`.',
    expect.stringContaining(
      'hub.yaml:17:75: services.a.match.0.app: This is no regular expression',
    ),
    'hub.yaml:17:82: services.a.match.1: Name at least one label.',
    'hub.yaml:18:3: services.checkout: "checkout" is also the name or id of services.a.',
    expect.stringContaining('hub.yaml:18:60: services.checkout.runbooks.0: Give an address'),
  ]);
});

test('what may be meant is a warning with its line', () => {
  const text = [
    'people:',
    '  ana: { name: Ana }',
    '  zoe: { name: Zoe }',
    'teams:',
    '  shop: { side: developer, zone: UTC, members: [ana] }',
    '  platform: { side: sre, zone: UTC, members: [] }',
  ].join('\n');
  expect(read(text)).toMatchObject({
    errors: [],
    warnings: [
      'hub.yaml:3:3: people.zoe: This person is in no team.',
      expect.stringContaining('hub.yaml:6:3: teams.platform: Nobody is in this team'),
    ],
  });
});

test.each([
  ['people: 3', 'hub.yaml:1:9: people'],
  ['teams: [a]', 'hub.yaml:1:8: teams'],
  ['teams: { a: }', 'teams.a'],
  ['services: { a: [] }', 'hub.yaml:1:16: services.a'],
  ['services: { 1: {} }', 'hub.yaml:1:13: services.1'],
  ['people: { a: { name: " " } }', 'hub.yaml:1:22: people.a.name'],
  ['people: { a: { name: A, side: sre } }', 'hub.yaml:1:25: people.a.side'],
  [`services: { a: { match: [{ b: "/${'x'.repeat(201)}/" }] } }`, 'services.a.match.0.b'],
  ['services: { a: { match: [{ b: "/(x{100}){100}/" }] } }', 'services.a.match.0.b'],
  ['services: { a: { match: [{ b: "/(?=x)/" }] } }', 'services.a.match.0.b'],
])('%s is refused at its place', (text, place) => {
  expect(read(text).errors.some((error) => error.includes(place))).toBe(true);
});

test('every field is described in the JSON Schema', () => {
  expect(undescribed(configJsonSchema())).toEqual([]);
});

/** Paths of fields without a description. */
function undescribed(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const fields = 'properties' in schema ? Object.entries(schema.properties as object) : [];
  const here = fields.flatMap(([name, field]) =>
    'description' in (field as object) ? [] : [`${path}.${name}`],
  );
  const deeper = Object.entries(schema).flatMap(([key, inner]) =>
    undescribed(inner, `${path}.${key}`),
  );
  return [...here, ...deeper];
}
