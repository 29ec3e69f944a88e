import { expect, test } from 'vitest';
import { defaultPolicy } from '../domain/paging/policy.ts';
import { personalChannelsOf } from './channels.ts';
import { parseConfig } from './parse-config.ts';
import { policiesOf } from './policies.ts';
import { rotasOf } from './rotas.ts';
import type { Config } from './schema.ts';

const minuteMs = 60_000;

const config = read(`
people:
  ana:
    name: Ana
    email: ana@example.com
    channels: [{ by: sms, to: '+1', after: 5m }, { by: email, after: 90s }]
  raj: { name: Raj }
teams:
  shop: { side: developer, zone: Europe/Berlin, members: [ana] }
  ops: { side: sre, zone: UTC, members: [raj] }
rotas:
  shop:
    team: shop
    level: backup
    layers:
      - name: nights
        start: 2026-11-02T20:00
        turn: 2d12h
        people: [ana, raj]
        restrictions: [{ days: [monday], from: 20:00, until: 08:00 }, {}]
  ops: { name: Ops, team: ops, zone: Asia/Kolkata, layers: [{ name: x, start: 2026-11-02T09:00, turn: week, people: [raj] }] }
policies:
  short:
    steps: [{ page: [developer.oncall, 'person:raj'], wait: 2m, when: { severities: [critical], hours: open } }]
    repeat: 1
    every: 10m
    lease: { critical: 15m }
    then: long
  long: { name: Long, steps: [{ page: [sre.team] }], lease: 1h, then: default }
channels:
  email: { host: mail.example.com, from: t@example.com }
  webhooks: { sms: { url: https://sms.example.com, secretFile: /etc/secret } }
`);

function read(text: string): Config {
  const parsed = parseConfig(text, 'f', Date.UTC(2026, 10, 23));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

test('rotas are made with the zone and side of their team unless they name a zone', () => {
  const [shop, ops] = rotasOf(config, (id) => (id === 'ana' ? 'person-1' : `config/${id}`));
  expect(shop).toEqual({
    ...{ id: 'shop', name: 'shop', teamId: 'shop', side: 'developer', level: 'backup' },
    zone: 'Europe/Berlin',
    layers: [
      {
        name: 'nights',
        start: '2026-11-02T20:00',
        turnMinutes: 60 * 60,
        people: ['person-1', 'config/raj'],
        restrictions: [
          { days: ['monday'], from: '20:00', until: '08:00' },
          { days: expect.arrayContaining(['sunday']), from: '00:00', until: '24:00' },
        ],
      },
    ],
  });
  expect(ops).toMatchObject({ name: 'Ops', side: 'sre', level: 'oncall', zone: 'Asia/Kolkata' });
});

test('policies go on with the steps of others, and keep what else is theirs', () => {
  const policies = policiesOf(config, (id) => `key of ${id}`);
  expect(policies.get('default')).toBe(defaultPolicy);
  const short = policies.get('short');
  expect(short).toMatchObject({ name: 'short', rounds: 1, thenEveryMs: 10 * minuteMs });
  expect(short?.leaseMs).toEqual({ ...defaultPolicy.leaseMs, critical: 15 * minuteMs });
  expect(short?.steps).toEqual([
    {
      targets: [
        { kind: 'role', side: 'developer', role: 'oncall' },
        { kind: 'person', key: 'key of raj' },
      ],
      waitMs: 2 * minuteMs,
      severities: ['critical'],
      hours: 'open',
    },
    {
      targets: [{ kind: 'role', side: 'sre', role: 'team' }],
      ...{ waitMs: 5 * minuteMs, severities: null, hours: null },
    },
    ...defaultPolicy.steps,
  ]);
  expect(policies.get('long')?.leaseMs.info).toBe(60 * minuteMs);
});

test('the default policy may be written anew', () => {
  const other = read('policies: { default: { steps: [{ page: [developer.team, sre.team] }] } }');
  const own = policiesOf(other, (id) => id).get('default');
  expect(own?.steps).toHaveLength(1);
  expect(own).toMatchObject({ rounds: defaultPolicy.rounds, leaseMs: defaultPolicy.leaseMs });
});

test('channels come in the order of their delays', () => {
  const { ana } = config.people;
  expect(ana && personalChannelsOf(ana)).toEqual([
    { name: 'email', kind: 'email', address: 'ana@example.com', afterMs: 90_000 },
    { name: 'sms', kind: 'webhook', address: '+1', afterMs: 5 * minuteMs },
  ]);
});
