import { expect, test } from 'vitest';
import { defaultPolicy } from '../domain/paging/policy.ts';
import type { TargetRole } from '../domain/paging/policy.ts';
import type { Person, Side } from '../protocol/identity.ts';
import type { Override } from '../protocol/oncall.ts';
import { PagingSourceOfConfig } from './paging-source.ts';
import { parseConfig } from './parse-config.ts';

const text = `
people:
  ana: { name: Ana, email: ana@example.com, channels: [{ by: email, after: 3m }] }
  bo: { name: Bo }
  cy: { name: Cy }
  raj: { name: Raj }
  tia: { name: Tia }
teams:
  payments: { name: Payments, side: developer, zone: Europe/Berlin, members: [ana, bo, cy], leads: [cy] }
  ops: { side: sre, zone: UTC, members: [raj, tia], hours: { monday: ['09:00-17:00'] } }
  empty: { side: sre, zone: UTC, members: [tia] }
services:
  checkout: { name: Checkout, developers: payments, sres: ops, policy: fast }
  search: { developers: payments, sres: empty }
policies:
  fast: { steps: [{ page: ['person:bo', developer.oncall] }], lease: 1h }
rotas:
  payments-week:
    team: payments
    layers: [{ name: weekly, start: '2026-11-02T09:00', turn: week, people: [ana, bo, cy] }]
channels: { email: { host: mail.example.com, from: tocsin@example.com } }
drills: { confirmWithin: 2m }
`;

const person = (id: string, name: string, side: Side): Person => ({ id, name, side });
const ana = person('1', 'Ana', 'developer');
const bo = person('2', 'bo', 'developer');
const cy = person('3', 'Cy', 'developer');
const raj = person('4', 'Raj', 'sre');
const dev = person('5', 'Dev', 'developer');
const everybody = [ana, bo, cy, raj, dev];

/** Wednesday of Ana's week. */
const nowMs = Date.parse('2026-11-04T12:00:00.000Z');

function sourceOf(config = text): PagingSourceOfConfig {
  const parsed = parseConfig(config, 'hub.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
  return new PagingSourceOfConfig({ current: parsed.config });
}

function rulesOf(
  {
    people = everybody,
    reachable,
    overrides = [],
    at = nowMs,
  }: {
    people?: readonly Person[];
    reachable?: readonly Person[];
    overrides?: readonly Override[];
    at?: number;
  } = {},
  source = sourceOf(),
) {
  const records = {
    people: () => people,
    reachablePeople: () => reachable ?? people,
    overrides: () => overrides,
  };
  return source.rules(records, at);
}

function called(
  role: TargetRole,
  options: Parameters<typeof rulesOf>[0] = {},
  { service = 'checkout', side = 'developer' }: { service?: string; side?: Side } = {},
) {
  return rulesOf(options).resolve(service, side, { kind: 'role', side, role });
}

test('roles of a team with a rota: who has the shift, who is next, who leads, and everybody', () => {
  expect(called('oncall')).toEqual(['1']);
  expect(called('backup')).toEqual(['2']);
  expect(called('lead')).toEqual(['3']);
  expect(called('team')).toEqual(['1', '2', '3']);
  expect(called('oncall', {}, { service: 'CHECKOUT' })).toEqual(['1']);
});

test('all members of a team without a rota are on call, and nobody backs them up', () => {
  const side = 'sre';
  expect(called('oncall', {}, { service: 'checkout', side })).toEqual(['4']);
  expect(called('backup', {}, { service: 'checkout', side })).toEqual([]);
});

test('a step of the other side names nobody of this one', () => {
  const target = { kind: 'role', side: 'sre', role: 'oncall' } as const;
  expect(rulesOf().resolve('checkout', 'developer', target)).toEqual([]);
});

test('somebody by name is called on the side where they stand', () => {
  const [step] = rulesOf().policyOf('checkout').steps;
  const [target] = step?.targets ?? [];
  if (!target) throw new Error('There is no target.');
  expect(rulesOf().resolve('checkout', 'developer', target)).toEqual(['2']);
  expect(rulesOf().resolve('checkout', 'sre', target)).toEqual([]);
});

test('an empty shift, or one of somebody who has not joined, is nobody’s', () => {
  expect(called('oncall', { people: [bo, cy, raj, dev] })).toEqual([]);
  expect(called('oncall', { at: Date.parse('2026-11-01T00:00:00.000Z') })).toEqual([]);
});

test('for a service that is not listed, or a team that nobody has joined, the whole side is called', () => {
  expect(called('oncall', {}, { service: 'billing' })).toEqual(['1', '2', '3', '5']);
  expect(called('team', {}, { service: 'billing' })).toEqual(['1', '2', '3', '5']);
  expect(called('lead', {}, { service: 'billing' })).toEqual([]);
  expect(called('oncall', { people: [raj, dev] })).toEqual(['5']);
  expect(called('oncall', {}, { service: 'search', side: 'sre' })).toEqual(['4']);
});

test('whoever has neither a device nor a channel cannot be called', () => {
  const reachable = [cy, raj];
  // Ana has a channel.
  expect(called('team', { reachable })).toEqual(['1', '3']);
  expect(rulesOf().channelsOf('1')).toEqual([
    { name: 'email', kind: 'email', address: 'ana@example.com', afterMs: 180_000 },
  ]);
  expect(rulesOf().channelsOf('2')).toEqual([]);
});

test('overrides count at once', () => {
  const override: Override = {
    ...{ id: 'o', rotaId: 'payments-week', personId: '3', insteadOf: null, reason: null },
    ...{ from: '2026-11-04T00:00:00.000Z', until: '2026-11-05T00:00:00.000Z' },
    ...{ source: 'person', calendarUid: null, byId: '3' },
  };
  const source = sourceOf();
  const target = { kind: 'role', side: 'developer', role: 'oncall' } as const;
  const onCall = (options: Parameters<typeof rulesOf>[0]) =>
    rulesOf(options, source).resolve('checkout', 'developer', target);
  expect(onCall({})).toEqual(['1']);
  expect(onCall({ overrides: [override] })).toEqual(['3']);
  expect(onCall({ overrides: [override], at: nowMs + 86_400_000 })).toEqual(['1']);
  expect(onCall({})).toEqual(['1']);
});

test('somebody who stands on the other side than the team is not on call for it', () => {
  const people = [person('9', 'Ana', 'sre'), bo, cy];
  expect(called('oncall', { people })).toEqual([]);
  expect(called('team', { people })).toEqual(['2', '3']);
});

test('policies, teams and hours', () => {
  const rules = rulesOf();
  expect(rules.policyOf('checkout')).toMatchObject({ id: 'fast', leaseMs: { info: 3_600_000 } });
  expect(rules.policyOf('search')).toBe(defaultPolicy);
  expect(rules.policyOf('billing')).toBe(defaultPolicy);
  expect(rules.teamOf('checkout', 'developer')).toEqual({
    ...{ id: 'payments', name: 'Payments', memberIds: ['1', '2', '3'] },
  });
  expect(rules.teamOf('billing', 'developer')).toBeNull();
  expect(rules.isOpen('checkout', 'developer')).toBeNull();
  expect(rules.isOpen('checkout', 'sre')).toBe(false);
  const monday = rulesOf({ at: Date.parse('2026-11-02T12:00:00.000Z') });
  expect(monday.isOpen('checkout', 'sre')).toBe(true);
  expect(sourceOf().settings()).toMatchObject({ drillConfirmMs: 120_000, offerAfterMs: 900_000 });
});

test('the same rotas while neither config nor people change, and those of others when one joins', () => {
  const source = sourceOf();
  const rotas = source.rotas(everybody);
  expect(source.rotas(everybody)).toBe(rotas);
  const [before] = rotas;
  const [after] = source.rotas([...everybody, person('8', 'Tia', 'sre')]);
  expect(after).toBe(before);
  const [without] = source.rotas([bo, cy]);
  expect(without?.layers[0]?.people).toEqual(['config/ana', '2', '3']);
  expect(source.duty([bo, cy]).nameOf('config/ana')).toBe('Ana');
});
