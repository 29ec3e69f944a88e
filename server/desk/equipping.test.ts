import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Directory } from '../domain/directory.ts';
import { noWork } from '../domain/work-rules.ts';
import { parseRunbook } from '../domain/runbook/parse-runbook.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import { newId } from './new-id.ts';
import { noWorkSource } from './surroundings.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

function versionOf(path: string, frontMatter: string, steps = 2): RunbookVersion {
  const list = Array.from({ length: steps }, (_, index) => `- [ ] Step ${index}\n`).join('');
  const text = `---\ntitle: ${path}\n${frontMatter}\n---\n${list}`;
  const parsed = parseRunbook(text);
  if (!parsed.ok) throw new Error('This is no runbook.');
  const hash = createHash('sha256').update(text).digest('hex');
  return { hash, path, title: path, runbook: parsed.runbook };
}

const fifty = Array.from({ length: 50 }, (_, index) =>
  versionOf(`other-${index}.md`, `services: [service-${index}]`),
);
const byName = versionOf('by-name.md', 'services: [Shop window]');
const byAlert = versionOf('by-alert.md', 'services: [shop]\nalerts: [PoolFull]', 3);
const byTitle = versionOf('by-title.md', 'alerts: ["Title of Odd"]');

async function openDesk(runbooks: readonly RunbookVersion[]) {
  const directory = new Directory({
    people: {},
    teams: {},
    services: { shop: { name: 'Shop window', developers: '', sres: '', match: [] } },
  });
  const shelf = { runbooks };
  const offeredRunbook = (hash: string) => shelf.runbooks.find((one) => one.hash === hash);
  const work = {
    ...noWorkSource,
    rules: () => ({ ...noWork, offeredRunbook }),
    runbooks: () => shelf.runbooks,
  };
  const { desk } = await openTestDesk({ work, rules: { directory } });
  const ada = await enrol(desk, 'Ada', 'developer');
  const integration = await createKey(desk);
  const fire = async (service: string, name: string) => {
    await desk.ingest({ integration, alerts: [firing(name, { service })], group: null });
    const { incidents } = await desk.readSnapshot();
    const opened = incidents.reduce((newest, one) => (one.number > newest.number ? one : newest));
    const { events } = await desk.readHistory(opened.id, 0);
    return {
      incident: opened,
      events,
      attached: events.filter(({ type }) => type.startsWith('checklist')),
    };
  };
  return { desk, ada, shelf, fire };
}

test('the best of many is attached by the transaction that opens the incident', async () => {
  const { desk, fire } = await openDesk([...fifty, byName, byAlert, byTitle]);
  const { incident, events, attached } = await fire('shop', 'PoolFull');
  expect(attached).toMatchObject([
    {
      ...{ type: 'checklist.attached', actor: { kind: 'hub' } },
      runbook: { hash: byAlert.hash, path: 'by-alert.md', title: 'by-alert.md' },
      reasons: ['alert PoolFull', 'service shop'],
      progress: { total: 3, settled: 0, failed: 0 },
    },
  ]);
  expect(incident.checklist).toEqual({ total: 3, settled: 0, failed: 0 });
  const [opened] = events;
  const planned = (opened?.seq ?? 0) + 2;
  // After what comes next for the seats is the version itself, which only the hub reads.
  expect(attached[0]?.seq).toBe(planned + 2);
  expect(await desk.readEvents(planned, 1)).toEqual([{ seq: planned + 1, type: 'withheld' }]);
});

test('a service goes by its name too, and an alert by its title', async () => {
  const { fire } = await openDesk([...fifty, byName, byTitle]);
  expect((await fire('shop', 'Any')).attached).toMatchObject([{ runbook: { path: 'by-name.md' } }]);
  expect((await fire('unlisted', 'Odd')).attached).toMatchObject([
    { runbook: { path: 'by-title.md' } },
  ]);
  expect((await fire('elsewhere', 'Else')).attached).toEqual([]);
});

test('a version is kept once, and can be read when its file has changed', async () => {
  const { desk, fire, shelf } = await openDesk([byAlert]);
  await fire('shop', 'PoolFull');
  await desk.admin({
    ...{ type: 'alert.send', service: 'shop', severity: 'error', title: 'PoolFull' },
    ...{ dedupKey: 'again', action: 'fire' },
  });
  const events = await desk.readEvents(0, 1_000);
  expect(events.filter(({ type }) => type === 'checklist.attached').length).toBeGreaterThan(0);
  shelf.runbooks = [byName];
  expect(await desk.readRunbook(byAlert.hash)).toEqual(byAlert);
  expect(await desk.readRunbook(byName.hash)).toEqual(byName);
  await expect(desk.readRunbook('0'.repeat(64))).rejects.toMatchObject({ code: 'runbook_unknown' });
  desk.rebuild();
  expect(await desk.readRunbook(byAlert.hash)).toEqual(byAlert);
});

test('all are offered, those for the incident first, and one of them can be attached', async () => {
  const { desk, ada, fire } = await openDesk([...fifty, byName, byAlert]);
  const { incident } = await fire('shop', 'PoolFull');
  const { offers } = await desk.readOffers(String(incident.number));
  expect(offers).toHaveLength(52);
  expect(offers.slice(0, 3)).toMatchObject([
    { path: 'by-alert.md', stepCount: 3, reasons: ['alert PoolFull', 'service shop'] },
    { path: 'by-name.md', stepCount: 2, reasons: ['service Shop window'] },
    { path: 'other-0.md', reasons: [] },
  ]);
  const attach = { type: 'checklist.attach', incidentId: incident.id, hash: byName.hash } as const;
  expect(await desk.command(newId(), attach, ada)).toMatchObject({ verdict: 'applied' });
  await expect(desk.readOffers('999')).rejects.toMatchObject({ code: 'incident_unknown' });
});
