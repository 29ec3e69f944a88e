import { expect, test } from 'vitest';
import { describeChanges, fingerprintOf } from './changes.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';

const text = `
people: { ana: { name: Ana }, raj: { name: Raj } }
teams:
  shop: { side: developer, zone: UTC, members: [ana] }
  ops: { side: sre, zone: UTC, members: [raj] }
services: { a: { developers: shop, sres: ops }, b: { developers: shop, sres: ops } }
rotas:
  shop: { team: shop, layers: [{ name: weekly, start: 2026-11-02T09:00, turn: week, people: [ana] }] }
`;

function configOf(yaml: string): Config {
  const parsed = parseConfig(yaml, 'f');
  if (!parsed.ok) throw new Error(parsed.problems[0]?.reason);
  return parsed.config;
}

function changes(replace: string, by: string): string[] {
  return describeChanges(configOf(text), configOf(text.replace(replace, by)));
}

test('what is different is told by name, and nothing that stands there', () => {
  expect(changes('x', 'x')).toEqual([]);
  expect(changes('ana: { name: Ana }', 'ana: { name: Anna, zone: UTC }')).toEqual([
    'person ana: name, zone changed',
  ]);
  expect(changes(', raj: { name: Raj } }', ', raj: { name: Raj }, zoe: { name: Zoe } }')).toEqual([
    'person zoe added',
  ]);
  expect(changes('turn: week', 'turn: day')).toEqual(['rota shop: layer weekly changed']);
  expect(changes('name: weekly', 'name: daily')).toEqual([
    'rota shop: layer weekly removed, layer daily added',
  ]);
  const [a, b] = ['a: { developers: shop, sres: ops }', 'b: { developers: shop, sres: ops }'];
  expect(changes(`${a}, ${b}`, `${b}, ${a}`)).toEqual(['the order of services changed']);
  expect(changes('rotas:', 'stopgaps: { graceHours: 3 }\nrotas:')).toEqual([
    'stopgaps: graceHours changed',
  ]);
  const server = 'prometheus: { url: "https://prometheus.example.com/secret" }\nrotas:';
  expect(changes('rotas:', server)).toEqual(['prometheus changed']);
});

test('too many changes are counted', () => {
  const people = Array.from({ length: 150 }, (_, index) => `p${index}: { name: P${index} }`);
  const said = changes('people: { ', `people: { ${people.join(', ')}, `);
  expect(said).toHaveLength(101);
  expect(said.at(-1)).toBe('and 50 more changes');
});

test('configs that say the same have the same fingerprint', () => {
  const other = text.replace('turn: week', 'turn: 7d').replace('people: {', 'people: {  ');
  expect(fingerprintOf(configOf(other))).toBe(fingerprintOf(configOf(text)));
  expect(fingerprintOf(configOf(''))).not.toBe(fingerprintOf(configOf(text)));
});
