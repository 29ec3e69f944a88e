import { expect, test } from 'vitest';
import { Scenario, tuesdayNight } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

const stepsOf = (steps: string, more = ''): string =>
  shopConfig({ policies: `\n  default: { ${more} steps: [${steps}] }\n` });

test('the plan says who is next and when, before it happens', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const { plan } = night.seat('developer');
  expect(plan).toMatchObject({ round: 1, step: 1, nextAt: '2026-11-03T02:05:00.000Z' });
  expect(plan?.nextIds.map((id) => night.nameOf(id))).toEqual(['bo']);
});

test('each step waits as long as the policy says', async () => {
  const config = stepsOf(
    '{ page: [developer.oncall, sre.oncall], wait: 90s }, { page: [developer.backup], wait: 10m }, { page: [developer.lead] }',
  );
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.wait('89s');
  expect(night.called('developer')).toEqual(['ana']);
  await night.wait('1s');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  await night.wait('599s');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  await night.wait('1s');
  expect(night.called('developer')).toEqual(['ana', 'bo', 'cy']);
});

test('a side passes over the steps that name nobody of it, without a wait', async () => {
  const config = stepsOf(
    '{ page: [developer.oncall, sre.oncall], wait: 5m }, { page: [developer.backup], wait: 1h }, { page: [sre.backup, developer.lead] }',
  );
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.wait('5m');
  expect(night.called('sre')).toEqual(['raj', 'sam']);
  expect(night.called('developer')).toEqual(['ana', 'bo']);
});

test('a step with nobody to page is skipped at once, and that is said', async () => {
  const teams = `
  payments: { name: Payments, side: developer, zone: Europe/Berlin, members: [ana, bo, cy] }
  ops: { name: Operations, side: sre, zone: Europe/Berlin, members: [raj, sam, tia], leads: [tia] }
`;
  const config = shopConfig({
    teams,
    policies: `
  default:
    steps:
      - { page: [developer.oncall, sre.oncall] }
      - { page: [developer.lead, sre.lead] }
      - { page: [developer.team, sre.team] }
`,
  });
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.wait('5m');
  expect(night.called('developer')).toEqual(['ana', 'bo', 'cy']);
  expect(night.called('sre')).toEqual(['raj', 'tia']);
  const told = night.events('seat.planned').filter(({ side }) => side === 'developer');
  expect(told.flatMap(({ skipped }) => skipped)).toContainEqual({ step: 2, reason: 'nobody' });
});

test('when the very first step is empty, the second is called at once', async () => {
  const config = stepsOf(
    '{ page: [developer.lead, sre.oncall] }, { page: [developer.oncall] }',
  ).replace(', leads: [cy]', '');
  const night = await Scenario.begin({ config });
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('after the last step the policy begins again, and who was called before is paged anew', async () => {
  const config = stepsOf('{ page: [developer.oncall, sre.oncall], wait: 5m }', 'repeat: 2,');
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.ask('ana', { type: 'sound.silence' });
  await night.wait('5m');
  const calls = night.events('seat.called').filter(({ side }) => side === 'developer');
  expect(calls.map(({ personIds }) => personIds.map((id) => night.nameOf(id)))).toEqual([['ana']]);
  expect(night.seat('developer').plan?.round).toBe(2);
  expect(night.incident.silences).toEqual({});
});

test('after the last round the whole team is called, again and again, until somebody answers', async () => {
  const config = stepsOf(
    '{ page: [developer.oncall, sre.oncall], wait: 5m }',
    'repeat: 1, every: 30m,',
  );
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.acknowledge('raj');
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy']);
  const calls = (): number =>
    night.events('seat.called').filter(({ side }) => side === 'developer').length;
  const before = calls();
  await night.wait('2h');
  expect(calls() - before).toBe(4);
  await night.acknowledge('cy');
  await night.wait('20m');
  expect(night.seat('developer').state).toBe('acknowledged');
});

test('a policy may go on with another one', async () => {
  const config = shopConfig({
    policies: `
  default: { steps: [{ page: [developer.oncall, sre.oncall] }], then: leads }
  leads: { steps: [{ page: [developer.lead, sre.lead] }] }
`,
  });
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'cy', 'raj', 'tia']);
});

test('a service may have a policy of its own', async () => {
  const config = shopConfig({
    services: `
  checkout: { developers: payments, sres: ops }
  ledger: { developers: payments, sres: ops, policy: everybody }
`,
    policies: `
  everybody: { steps: [{ page: [developer.team, sre.team] }] }
`,
  });
  const night = await Scenario.begin({ config });
  await night.alert({ service: 'ledger' });
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy', 'raj', 'sam', 'tia']);
});

test('a person may be named by a step, whichever team they are in', async () => {
  const config = stepsOf(
    '{ page: [developer.oncall, sre.oncall] }, { page: ["person:cy", "person:tia"] }',
  );
  const night = await Scenario.begin({ config });
  await night.alert();
  await night.wait('5m');
  expect(night.ringing()).toEqual(['ana', 'cy', 'raj', 'tia']);
});

test.each([
  ['critical', ['ana', 'bo', 'raj']],
  ['error', ['ana', 'raj']],
] as const)(
  'a step for critical incidents only is passed over by others: %s',
  async (severity, ringing) => {
    const config = stepsOf(
      '{ page: [developer.oncall, sre.oncall] }, { page: [developer.backup], when: { severities: [critical] } }, { page: [developer.oncall] }',
    );
    const night = await Scenario.begin({ config });
    await night.alert({ severity });
    await night.wait('5m');
    expect(night.ringing()).toEqual(ringing);
  },
);

test('a warning pages by the same steps, and its plan says so', async () => {
  const night = await Scenario.begin();
  await night.alert({ severity: 'warning' });
  expect(night.called('developer')).toEqual(['ana']);
  await night.wait('5m');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
});

const officeSteps =
  '{ page: [developer.team, sre.oncall], when: { hours: open } }, { page: [developer.oncall, sre.oncall], when: { hours: closed } }, { page: [developer.lead, sre.lead] }';

test('within business hours the step for business hours is taken', async () => {
  const night = await Scenario.begin({
    config: stepsOf(officeSteps),
    at: '2026-11-03T10:00:00.000Z',
  });
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy', 'raj']);
});

test('at night the step for the night is taken, and the other one is told as skipped', async () => {
  const night = await Scenario.begin({ config: stepsOf(officeSteps) });
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
  const skipped = night.events('seat.planned').flatMap((event) => event.skipped);
  expect(skipped).toContainEqual({ step: 1, reason: 'hours' });
});

test('a holiday is no business day: the step for the night is taken at noon', async () => {
  const config = stepsOf(officeSteps).replace(
    'members: [ana, bo, cy],',
    'members: [ana, bo, cy], holidays: [2026-11-03],',
  );
  const night = await Scenario.begin({ config, at: '2026-11-03T11:00:00.000Z' });
  await night.alert();
  // The SREs work that day; the developers do not.
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('a weekend is outside of business hours', async () => {
  const night = await Scenario.begin({
    config: stepsOf(officeSteps),
    at: '2026-11-07T11:00:00.000Z',
  });
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('the hours count that hold when a step is due, not when the incident began', async () => {
  const config = stepsOf(
    '{ page: [developer.oncall, sre.oncall], wait: 10m }, { page: [developer.lead], when: { hours: open } }, { page: [developer.backup] }',
  );
  // Five minutes before the office opens.
  const night = await Scenario.begin({ config, at: '2026-11-03T07:55:00.000Z' });
  await night.alert();
  await night.wait('10m');
  expect(night.called('developer')).toEqual(['ana', 'cy']);
});

test('who is on call when a step is due is called, not who was when the incident began', async () => {
  // Ten minutes before Bo takes over from Ana.
  const night = await Scenario.begin({ at: '2026-11-09T07:50:00.000Z' });
  await night.alert();
  expect(night.called('developer')).toEqual(['ana']);
  // By the next round Bo is on call.
  await night.wait('25m');
  expect(night.ringing()).toContain('bo');
});

test('a severity that rises pages both sides again, also who had acknowledged', async () => {
  const night = await Scenario.begin();
  await night.alert({ severity: 'error' });
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.alert({ severity: 'critical', key: 'worse' });
  expect(night.ringing()).toEqual(['ana', 'raj']);
  expect(night.seat('developer').plan?.step).toBe(1);
});

test('a severity that rises by the hand of who has the seat leaves that seat alone', async () => {
  const night = await Scenario.begin();
  await night.alert({ severity: 'error' });
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.ask('raj', { type: 'incident.set-severity', from: 'error', severity: 'critical' });
  expect(night.ringing()).toEqual(['ana']);
});

test('a severity that falls rings nobody, and ends no ringing', async () => {
  const night = await Scenario.begin();
  await night.alert({ severity: 'critical' });
  await night.acknowledge('raj');
  await night.ask('raj', { type: 'incident.set-severity', from: 'critical', severity: 'error' });
  expect(night.ringing()).toEqual(['ana']);
});

test('one more alert of the same severity rings nobody anew', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.acknowledge('raj');
  await night.alert({ key: 'another' });
  expect(night.incidents).toHaveLength(1);
  expect(night.ringing()).toEqual([]);
});

test('a team without a rota is on call as a whole', async () => {
  const night = await Scenario.begin({ config: shopConfig({ rotas: '' }) });
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'bo', 'cy', 'raj', 'sam', 'tia']);
});

test('a team nobody of which has joined leaves nobody asleep on its side', async () => {
  const config = shopConfig({
    people: `
  ana: { name: Ana }
  bo: { name: Bo }
  cy: { name: Cy }
  raj: { name: Raj }
  sam: { name: Sam }
  tia: { name: Tia }
  ghost: { name: Ghost }
`,
    teams: `
  payments: { side: developer, zone: UTC, members: [ana, bo, cy] }
  ops: { side: sre, zone: UTC, members: [raj, sam, tia] }
  empty: { side: developer, zone: UTC, members: [] }
`,
    services: `
  ledger: { developers: empty, sres: ops }
`,
    rotas: '',
  });
  const night = await Scenario.begin({ config });
  await night.alert({ service: 'ledger' });
  expect(night.ringing()).toEqual(expect.arrayContaining(['ana', 'bo', 'cy']));
});

test('a mitigation silences nobody who still rings, and calls nobody anew', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('raj');
  await night.ask('raj', { type: 'incident.mitigate' });
  expect(night.incident.status).toBe('mitigated');
  expect(night.seat('developer').state).toBe('ringing');
});

test('every step fires once, however long the night', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('14m');
  const steps = night
    .events('seat.planned')
    .filter(({ side }) => side === 'sre')
    .map(({ plan }) => `${plan.round}.${plan.step}`);
  expect(steps).toEqual(['1.1', '1.2', '1.3']);
  expect(night.nowMs).toBe(Date.parse(tuesdayNight) + 14 * 60_000);
});
