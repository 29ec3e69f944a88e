import { expect, test } from 'vitest';
import type { z } from 'zod';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { Config } from '../config/schema.ts';
import { Directory } from '../domain/directory.ts';
import type { DirectorySource } from '../domain/directory.ts';
import type { Incident } from '../protocol/incident.ts';
import type { HubDesk } from './create-desk.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

const zone = 'Europe/Berlin';
const source = {
  people: {
    ana: { name: 'Ana' },
    bo: { name: 'Bo' },
    raj: { name: 'Raj' },
    sam: { name: 'Sam' },
    eve: { name: 'Eve' },
  },
  teams: {
    shop: { zone, side: 'developer', members: ['ana', 'eve'] },
    finders: { zone, side: 'developer', members: ['bo'] },
    platform: { zone, side: 'sre', members: ['raj'] },
    network: { zone, side: 'sre', members: ['sam'] },
  },
  services: {
    checkout: { name: 'Tills', developers: 'shop', sres: 'platform', match: [{ app: 'till' }] },
    search: { developers: 'finders', sres: 'network', match: [] },
  },
} satisfies DirectorySource & z.input<typeof Config>;

/** A desk under a config that the test changes, as a reload does. */
async function openDesk() {
  const config = { current: Config.parse(source) };
  const rules = { directory: new Directory(source) };
  const use = (changed: DirectorySource & z.input<typeof Config>) => {
    config.current = Config.parse(changed);
    rules.directory = new Directory(changed);
  };
  const { desk, clock } = await openTestDesk({ rules, paging: new PagingSourceOfConfig(config) });
  const integration = await createKey(desk);
  const fire = (service: string, change: Parameters<typeof firing>[1] = {}) =>
    desk.ingest({
      integration,
      alerts: [firing(`alert of ${service}`, { service, ...change })],
      group: null,
    });
  return { desk, clock, use, fire };
}

async function enrolAll(desk: HubDesk) {
  const ana = await enrol(desk, 'Ana', 'developer');
  const bo = await enrol(desk, 'Bo', 'developer');
  const raj = await enrol(desk, 'raj', 'sre');
  const sam = await enrol(desk, 'Sam', 'sre');
  return { ana, bo, raj, sam };
}

/** Service → names of those called, in the order of the alphabet. */
async function calls(desk: HubDesk): Promise<Record<string, string[]>> {
  const { incidents, people } = await desk.readSnapshot();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const calledBy = ({ seats }: Incident) => [...seats.developer.called, ...seats.sre.called];
  return Object.fromEntries(
    incidents.map((incident) => [incident.service, calledBy(incident).map(nameOf).sort()]),
  );
}

async function incidentOf(desk: HubDesk, service: string): Promise<Incident> {
  const { incidents } = await desk.readSnapshot();
  const found = incidents.find((incident) => incident.service === service);
  if (!found) throw new Error(`No incident of ${service}.`);
  return found;
}

test('an incident calls the two teams of its service, whatever name the alert gives it', async () => {
  const { desk, fire } = await openDesk();
  await enrolAll(desk);
  await fire('tills');
  await fire('search');
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Raj'], search: ['Bo', 'Sam'] });
  const labelled = firing('by label').content;
  expect(
    await fire('whatever', { content: { ...labelled, labels: { app: 'till' } } }),
  ).toMatchObject({ joined: 1 });
});

test('an alert of a service that nobody listed calls everybody', async () => {
  const { desk, fire } = await openDesk();
  await enrolAll(desk);
  await fire('mail');
  expect(await calls(desk)).toEqual({ mail: ['Ana', 'Bo', 'Raj', 'Sam'] });
});

test('a team without an enrolled member is stood in for by its whole side', async () => {
  const { desk, fire } = await openDesk();
  await enrol(desk, 'Bo', 'developer');
  await enrol(desk, 'Raj', 'sre');
  await enrol(desk, 'Sam', 'sre');
  await fire('checkout');
  expect(await calls(desk)).toEqual({ checkout: ['Bo', 'Raj'] });
});

test('whoever joins later is called for what is theirs', async () => {
  const { desk, fire } = await openDesk();
  await enrolAll(desk);
  await fire('checkout');
  await fire('search');
  await fire('mail');
  await enrol(desk, 'Eve', 'developer');
  await enrol(desk, 'Nobody Listed', 'sre');
  const everybody = ['Ana', 'Bo', 'Eve', 'Nobody Listed', 'Raj', 'Sam'];
  expect(await calls(desk)).toEqual({
    checkout: ['Ana', 'Eve', 'Raj'],
    search: ['Bo', 'Sam'],
    mail: everybody,
  });
});

test('a member whose last laptop was taken away is stood in for, and is called again on return', async () => {
  const { desk, fire } = await openDesk();
  const { ana } = await enrolAll(desk);
  await desk.admin({ type: 'device.revoke', deviceId: ana.deviceId });
  await fire('checkout');
  expect(await calls(desk)).toEqual({ checkout: ['Bo', 'Raj'] });
  await enrol(desk, 'Ana', 'developer');
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Bo', 'Raj'] });
});

test('whoever joins first stands in for a team, until one of its members joins', async () => {
  const { desk, fire } = await openDesk();
  await fire('checkout');
  await enrol(desk, 'Bo', 'developer');
  await enrol(desk, 'Ana', 'developer');
  await enrol(desk, 'Carl', 'developer');
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Bo'] });
});

test('a seat that rings again calls its team and nobody else', async () => {
  const { desk, fire } = await openDesk();
  const { ana } = await enrolAll(desk);
  await fire('checkout');
  const { id: incidentId } = await incidentOf(desk, 'checkout');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, ana);
  await enrol(desk, 'Eve', 'developer');
  await enrol(desk, 'Carl', 'developer');
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Raj'] });
  await desk.command('c2', { type: 'incident.unacknowledge', incidentId }, ana);
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Eve', 'Raj'] });
});

test.each([
  ['another alert that is louder', 'another'],
  ['its alert, grown louder', 'alert of checkout'],
])('%s calls its teams and nobody else', async (_name, dedupKey) => {
  const { desk, fire } = await openDesk();
  const { ana } = await enrolAll(desk);
  await fire('checkout');
  const { id: incidentId } = await incidentOf(desk, 'checkout');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, ana);
  await enrol(desk, 'Eve', 'developer');
  const { content } = firing('louder');
  await fire('checkout', { content: { ...content, severity: 'critical' }, dedupKey });
  expect(await incidentOf(desk, 'checkout')).toMatchObject({ severity: 'critical' });
  expect(await calls(desk)).toEqual({ checkout: ['Ana', 'Eve', 'Raj'] });
});

test('a config that comes while incidents are open calls new members, where it still rings', async () => {
  const { desk, use, fire } = await openDesk();
  const { ana } = await enrolAll(desk);
  await fire('checkout');
  await fire('search');
  await fire('mail');
  const before = await calls(desk);
  const { id: incidentId } = await incidentOf(desk, 'checkout');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, ana);
  const { teams, services } = source;
  use({
    ...source,
    teams: {
      ...teams,
      shop: { zone, side: 'developer', members: ['bo'] },
      platform: { zone, side: 'sre', members: ['sam'] },
      finders: { zone, side: 'developer', members: ['ana'] },
    },
    services: { ...services, search: { developers: 'finders', sres: 'platform', match: [] } },
  });
  await desk.callMembers();
  const after = { checkout: ['Ana', 'Raj', 'Sam'], search: ['Ana', 'Bo', 'Sam'] };
  expect(await calls(desk)).toEqual({ ...before, ...after });
  const head = desk.head();
  await desk.callMembers();
  expect(desk.head()).toBe(head);

  use({ ...source, services: {} });
  await desk.callMembers();
  expect(await calls(desk)).toEqual({ ...before, ...after });
});
