import { expect, test } from 'vitest';
import type { DutyCommand } from '../protocol/commands.ts';
import { Scenario, tuesdayNight } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

type Asked = Omit<Extract<DutyCommand, { type: 'silence.create' }>, 'type'>;

const inTwoHours = '2026-11-03T04:00:00.000Z';

function silence(change: Partial<Asked> = {}): DutyCommand {
  return {
    ...{ type: 'silence.create', kind: 'silence', service: 'checkout', matchers: {} },
    ...{ from: null, until: inTwoHours, reason: 'The disk is being moved.', ...change },
  };
}

const idOf = (night: Scenario): string => night.events('silence.created')[0]?.silence.id ?? '';

test('an alert of a silenced service opens an incident that calls nobody', async () => {
  const night = await Scenario.begin();
  expect(await night.duty('raj', silence())).toBe('applied');
  await night.alert();
  expect(night.ringing()).toEqual([]);
  expect(night.seat('developer')).toMatchObject({ state: 'held', hold: { kind: 'silence' } });
  expect(night.seat('sre')).toMatchObject({ state: 'held', hold: { until: inTwoHours } });
});

test('an alert of another service rings as ever', async () => {
  const config = shopConfig({
    services: `
  checkout: { developers: payments, sres: ops }
  ledger: { developers: payments, sres: ops }
`,
  });
  const night = await Scenario.begin({ config });
  await night.duty('raj', silence());
  await night.alert({ service: 'ledger' });
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a silence by labels silences what bears them, and nothing else', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence({ service: null, matchers: { region: '/eu-.*/' } }));
  await night.alert({ key: 'a', labels: { region: 'eu-1' } });
  expect(night.ringing()).toEqual([]);
  const silenced = night.incident;
  await night.wait('10m');
  await night.alert({ key: 'b', labels: { region: 'us-1' } });
  expect(night.ringing()).toEqual(['ana', 'raj']);
  expect(night.incident.id).not.toBe(silenced.id);
});

test('all labels of a silence must match', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence({ service: null, matchers: { region: 'eu-1', tier: 'web' } }));
  await night.alert({ labels: { region: 'eu-1', tier: 'db' } });
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('an alert that is not silenced wakes both sides of the incident that it joins', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence({ matchers: { tier: 'web' } }));
  await night.alert({ key: 'a', labels: { tier: 'web' } });
  expect(night.ringing()).toEqual([]);
  await night.alert({ key: 'b', labels: { tier: 'db' } });
  expect(night.incidents).toHaveLength(1);
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a silenced alert that joins an incident neither raises it nor calls anybody', async () => {
  const night = await Scenario.begin();
  await night.alert({ key: 'a', severity: 'error' });
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.duty('raj', silence({ matchers: { tier: 'web' } }));
  await night.alert({ key: 'b', severity: 'critical', labels: { tier: 'web' } });
  expect(night.ringing()).toEqual([]);
});

test('what fires still when a silence ends rings then', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence());
  await night.alert();
  await night.until('2026-11-03T03:59:59.000Z');
  expect(night.ringing()).toEqual([]);
  await night.until(inTwoHours);
  expect(night.ringing()).toEqual(['ana', 'raj']);
  expect(night.events('silence.ended').map(({ cause }) => cause)).toEqual(['over']);
});

test('what ended during a silence rings nobody afterwards', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence());
  await night.alert();
  await night.alert({ status: 'resolved' });
  await night.until('2026-11-03T05:00:00.000Z');
  expect(night.ringing()).toEqual([]);
});

test('the author’s team is told an hour before a silence ends', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence());
  await night.until('2026-11-03T02:59:00.000Z');
  expect(night.events('silence.expiring')).toEqual([]);
  await night.until('2026-11-03T03:00:00.000Z');
  const [told] = night.events('silence.expiring');
  expect(told?.personIds.map((id) => night.nameOf(id))).toEqual(
    expect.arrayContaining(['raj', 'sam', 'tia']),
  );
});

test('a silence that is ended by hand wakes whom it kept asleep', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence());
  await night.alert();
  expect(await night.duty('sam', { type: 'silence.end', silenceId: idOf(night) })).toBe('applied');
  expect(night.ringing()).toEqual(['ana', 'raj']);
  await night.until('2026-11-03T05:00:00.000Z');
  expect(night.events('silence.expiring')).toEqual([]);
});

test('a silence that begins while an incident rings lets it fall silent', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
  await night.duty('raj', silence());
  expect(night.ringing()).toEqual([]);
});

test('a maintenance window begins and ends by itself', async () => {
  const night = await Scenario.begin();
  const from = '2026-11-03T03:00:00.000Z';
  await night.duty('raj', silence({ kind: 'maintenance', from, until: inTwoHours }));
  await night.alert({ key: 'before' });
  expect(night.ringing()).toEqual(['ana', 'raj']);
  await night.alert({ key: 'before', status: 'resolved' });
  await night.until('2026-11-03T03:30:00.000Z');
  await night.alert({ key: 'during' });
  expect(night.ringing()).toEqual([]);
  expect(night.seat('sre').hold?.kind).toBe('maintenance');
  await night.until(inTwoHours);
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('two silences over one alert keep it silent until the later one ends', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence({ until: '2026-11-03T03:00:00.000Z' }));
  await night.duty('ana', silence({ until: inTwoHours }));
  await night.alert();
  await night.until('2026-11-03T03:30:00.000Z');
  expect(night.ringing()).toEqual([]);
  await night.until(inTwoHours);
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test.each<[string, Partial<Asked>]>([
  ['of everything', { service: null, matchers: {} }],
  ['into the past', { until: tuesdayNight }],
  ['for a year', { until: '2027-11-03T02:00:00.000Z' }],
  ['by a broken pattern', { matchers: { region: '/(/' } }],
])('a silence %s is refused', async (_name, change) => {
  const night = await Scenario.begin();
  expect(await night.duty('raj', silence(change))).not.toBe('applied');
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a restart of the hub in the middle of a silence neither wakes anybody nor forgets its end', async () => {
  const night = await Scenario.begin();
  await night.duty('raj', silence());
  await night.alert();
  await night.restart('10m');
  expect(night.ringing()).toEqual([]);
  await night.until(inTwoHours);
  expect(night.ringing()).toEqual(['ana', 'raj']);
});
