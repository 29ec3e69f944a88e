import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

/** Both sides have it. */
async function answered(
  severity: 'critical' | 'error' = 'critical',
  config = shopConfig(),
): Promise<Scenario> {
  const night = await Scenario.begin({ config });
  await night.alert({ severity });
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  return night;
}

test('a critical acknowledgement holds for 30 minutes, then its holder is called again, and nobody else', async () => {
  const night = await answered();
  await night.wait('29m');
  expect(night.ringing()).toEqual([]);
  await night.wait('1m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
  expect(night.called('developer')).toEqual(['ana']);
});

test('an acknowledgement of an error holds for four hours', async () => {
  const night = await answered('error');
  await night.wait('239m');
  expect(night.ringing()).toEqual([]);
  await night.wait('1m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a policy says how long an acknowledgement holds', async () => {
  const config = shopConfig({
    policies: `
  default: { steps: [{ page: [developer.oncall, sre.oncall] }], lease: 10m }
`,
  });
  const night = await answered('critical', config);
  await night.wait('9m');
  expect(night.ringing()).toEqual([]);
  await night.wait('1m');
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('the seat says when its holder will be asked again', async () => {
  const night = await answered();
  expect(night.seat('sre').leaseUntil).toBe('2026-11-03T02:30:00.000Z');
});

test('one more acknowledgement renews the lease of that side alone', async () => {
  const night = await answered();
  await night.wait('30m');
  await night.acknowledge('raj');
  expect(night.ringing()).toEqual(['ana']);
  expect(night.seat('sre').leaseUntil).toBe('2026-11-03T03:00:00.000Z');
});

test('a holder who does not answer any more is followed by the policy from its first step', async () => {
  const night = await answered();
  await night.wait('30m');
  await night.acknowledge('raj');
  await night.wait('5m');
  expect(night.ringing()).toContain('ana');
  await night.wait('5m');
  expect(night.ringing()).toContain('bo');
  expect(night.seat('sre').state).toBe('acknowledged');
});

test('each side’s lease runs by itself from its own acknowledgement', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.wait('4m');
  await night.acknowledge('raj');
  await night.wait('26m');
  expect(night.ringing()).toEqual(['ana']);
  await night.wait('4m');
  expect(night.ringing()).toEqual(expect.arrayContaining(['ana', 'raj']));
});

test('a resolved incident asks nobody again', async () => {
  const night = await answered();
  await night.alert({ status: 'resolved' });
  await night.wait('5h');
  expect(night.ringing()).toEqual([]);
});

test('a snooze is a lease to a time of one’s own choice', async () => {
  const night = await answered();
  const until = '2026-11-03T04:00:00.000Z';
  expect(await night.ask('raj', { type: 'incident.snooze', until })).toBe('applied');
  expect(night.seat('sre').leaseUntil).toBe(until);
  await night.until('2026-11-03T03:59:00.000Z');
  expect(night.ringing()).not.toContain('raj');
  await night.until(until);
  expect(night.ringing()).toContain('raj');
});

test('a snooze takes a seat that rings, and leaves the other one ringing', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.ask('raj', { type: 'incident.snooze', until: '2026-11-03T03:00:00.000Z' });
  expect(night.seat('sre')).toMatchObject({ state: 'acknowledged' });
  expect(night.ringing()).toEqual(['ana']);
});

test('nobody can snooze into the past, or for ever', async () => {
  const night = await answered();
  for (const until of ['2026-11-03T01:00:00.000Z', '2036-01-01T00:00:00.000Z']) {
    const word = await night.ask('raj', { type: 'incident.snooze', until });
    expect(['applied', 'already']).not.toContain(word);
  }
  expect(night.seat('sre').leaseUntil).toBe('2026-11-03T02:30:00.000Z');
});

test('nobody can snooze the seat that a colleague has', async () => {
  const night = await answered();
  const word = await night.ask('sam', {
    type: 'incident.snooze',
    until: '2026-11-03T08:00:00.000Z',
  });
  expect(word).not.toBe('applied');
  expect(night.seat('sre').leaseUntil).toBe('2026-11-03T02:30:00.000Z');
});

test('an incident with a stopgap asks nobody at night: the stopgap’s own expiry does', async () => {
  const night = await answered();
  await night.ask('raj', {
    type: 'stopgap.install',
    what: 'The pool is at 200.',
    undo: 'Set the pool to 50.',
    ...{ probeUrl: null, step: null, ownerId: null, expiresAt: null },
  });
  await night.wait('3h');
  expect(night.incident.status).toBe('mitigated');
  expect(night.ringing()).toEqual([]);
});

test('a severity that rises during a lease pages both sides again', async () => {
  const night = await answered('error');
  await night.wait('1h');
  await night.alert({ severity: 'critical', key: 'worse' });
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('whoever has a seat and whose last laptop is removed keeps nobody asleep', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const until = '2026-11-20T08:00:00.000Z';
  await night.ask('raj', { type: 'incident.snooze', until });
  await night.ask('raj', { type: 'seat.stand-down', until, reason: 'It holds.' });
  await night.shut('raj');
  await night.hub.admin({ type: 'device.revoke', deviceId: night.laptop('raj').deviceId });
  await night.settle();
  expect(night.seat('sre').state).toBe('ringing');
  expect(night.ringing()).toContain('sam');
});

test('whoever has a seat and another laptop keeps it when one is removed', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const { deviceId } = night.laptop('raj');
  await night.anotherLaptopOf('raj');
  await night.acknowledge('raj');
  await night.shut('raj');
  await night.hub.admin({ type: 'device.revoke', deviceId });
  await night.settle();
  expect(night.seat('sre').state).toBe('acknowledged');
});
