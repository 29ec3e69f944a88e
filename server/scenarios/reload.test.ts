import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

test('a config that is read in mid-escalation counts from the next step on', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const policies = `
  default: { steps: [{ page: [developer.oncall, sre.oncall] }, { page: [developer.lead, sre.lead] }] }
`;
  expect(await night.reconfigure(shopConfig({ policies }))).toBeNull();
  await night.wait('5m');
  expect(night.called('developer')).toEqual(['ana', 'cy']);
});

test('a config with errors is refused, and the escalation goes on by the old one', async () => {
  const night = await Scenario.begin();
  await night.alert();
  expect(await night.reconfigure('policies: { default: { steps: [] } }')).toBe('config_invalid');
  await night.wait('5m');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
});

test.each([
  [
    'a person whom nobody knows',
    shopConfig().replace('people: [ana, bo]', 'people: [ana, nobody]'),
  ],
  ['a rota without people', shopConfig().replace('people: [ana, bo]', 'people: []')],
  [
    'a zone that does not exist',
    shopConfig().replace('zone: Europe/Berlin', 'zone: Europe/Atlantis'),
  ],
  [
    'policies that go in a circle',
    shopConfig({
      policies: `
  a: { steps: [{ page: [developer.oncall, sre.oncall] }], then: b }
  b: { steps: [{ page: [developer.oncall, sre.oncall] }], then: a }
`,
    }),
  ],
])('a config with %s is refused, and who is on call stays', async (_name, config) => {
  const night = await Scenario.begin();
  expect(await night.reconfigure(config)).toBe('config_invalid');
  await night.alert();
  expect(night.ringing()).toEqual(['ana', 'raj']);
});

test('somebody who leaves the team while they ring is not called again by a later step', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const config = shopConfig()
    .replace('members: [ana, bo, cy]', 'members: [ana, cy]')
    .replace('people: [ana, bo]', 'people: [ana]');
  await night.reconfigure(config);
  await night.wait('5m');
  expect(night.called('developer')).not.toContain('bo');
});

test('a rota that is gone leaves the whole team on call', async () => {
  const night = await Scenario.begin();
  await night.reconfigure(shopConfig({ rotas: '' }));
  await night.alert();
  expect(night.called('developer')).toEqual(expect.arrayContaining(['ana', 'bo', 'cy']));
});

test('an override stands through a reload of the config', async () => {
  const night = await Scenario.begin();
  await night.duty('cy', { type: 'shift.take', rotaId: 'payments-week' });
  await night.reconfigure(`${shopConfig()}# a comment more\n`);
  await night.alert();
  expect(night.called('developer')).toEqual(['cy']);
});

test('a longer lease of a new config holds for acknowledgements from then on', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.acknowledge('ana');
  await night.reconfigure(
    shopConfig({
      policies: `
  default: { steps: [{ page: [developer.oncall, sre.oncall] }], lease: 2h }
`,
    }),
  );
  await night.acknowledge('raj');
  await night.wait('30m');
  expect(night.ringing()).toContain('ana');
  expect(night.seat('sre').state).toBe('acknowledged');
});
