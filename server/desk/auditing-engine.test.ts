import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { byMail, openPagedDesk } from '../channels/testing/paged-desk.ts';
import type { PagedDeskOptions } from '../channels/testing/paged-desk.ts';

const minuteMs = 60_000;

/** A hub whose tables somebody changes while it is down. */
async function openBroken(
  prepare: (paged: Awaited<ReturnType<typeof openPagedDesk>>) => Promise<void>,
  sql: string,
  options: PagedDeskOptions = {},
) {
  const paged = await openPagedDesk(options);
  await prepare(paged);
  await paged.desk.close();
  const database = new DatabaseSync(join(paged.dataFolder, databaseName));
  const { changes } = database.prepare(sql).run();
  database.close();
  expect(changes).toBeGreaterThan(0);
  const again = await openPagedDesk({ ...options, ...paged });
  return again;
}

const databaseName = 'hub.sqlite';

test('a hub with pages, leases and holds in order finds nothing', async () => {
  const { desk, clock, page, raj, ana, events } = await openPagedDesk();
  const incidentId = await page('down');
  await page('another');
  if (!raj || !ana) throw new Error('Somebody is missing.');
  expect(await desk.auditEngine()).toEqual([]);
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, raj);
  const until = new Date(clock.nowMs + 60 * minuteMs).toISOString();
  const standDown = { type: 'seat.stand-down', incidentId, until, reason: 'Sleep.' } as const;
  expect(await desk.command('c2', standDown, raj)).toMatchObject({ verdict: 'applied' });
  for (let minutes = 0; minutes < 180; minutes += 10) {
    clock.nowMs += 10 * minuteMs;
    await desk.runDue();
    expect(await desk.auditEngine()).toEqual([]);
  }
  expect(await events('engine.alarm')).toEqual([]);
});

test.each<[string, string, RegExp]>([
  ['a seat that rings without a next step', "kind = 'seat.next'", /rang without a next step/],
  ['an acknowledgement without an end', "kind = 'seat.lease'", /never to be asked again/],
  ['a seat that is held for ever', "kind = 'seat.hold'", /held without an end/],
])('%s is made up for, and told once', async (_name, which, words) => {
  const { desk, clock, events } = await openBroken(
    async ({ desk: first, clock: then, page, raj }) => {
      if (!raj) throw new Error('Raj is not there.');
      await page('rings');
      const incidentId = await page('down');
      await first.command('c1', { type: 'incident.acknowledge', incidentId }, raj);
      const until = new Date(then.nowMs + 60 * minuteMs).toISOString();
      await first.command(
        'c2',
        { type: 'seat.stand-down', incidentId, until, reason: 'Sleep.' },
        raj,
      );
    },
    `delete from due where ${which}`,
  );
  const found = await desk.auditEngine();
  expect(found.length).toBeGreaterThan(0);
  for (const problem of found) expect(problem).toMatch(words);
  const alarms = await events('engine.alarm');
  expect(alarms.map(({ problem }) => problem)).toEqual(found);
  expect(await desk.auditEngine()).toEqual([]);
  clock.nowMs += 61 * minuteMs;
  await desk.runDue();
  expect(await desk.auditEngine()).toEqual([]);
  expect(await events('engine.alarm')).toHaveLength(alarms.length);
});

test('after the clock was set back by days seats go on at once, and who has one is asked again', async () => {
  const { desk, clock, page, raj, incident, events } = await openPagedDesk();
  const incidentId = await page('down');
  if (!raj) throw new Error('Raj is not there.');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, raj);
  clock.nowMs -= 3 * 24 * 60 * minuteMs;
  await desk.runDue();
  const found = await desk.auditEngine();
  expect(found).toHaveLength(2);
  for (const problem of found) expect(problem).toMatch(/the clock was set back/);
  await desk.runDue();
  const { seats } = await incident(incidentId);
  expect(seats.sre).toMatchObject({ state: 'ringing', acknowledgedBy: null });
  for (const { plan } of [seats.developer, seats.sre]) {
    expect(Date.parse(plan?.nextAt ?? '') - clock.nowMs).toBeLessThanOrEqual(30 * minuteMs);
  }
  expect(await desk.auditEngine()).toEqual([]);
  expect(await events('engine.alarm')).toHaveLength(2);
});

test('a seat whose next step was lost goes on where it was', async () => {
  const { desk, clock, events } = await openBroken(
    async ({ page }) => void (await page('down')),
    `delete from due where kind = 'seat.next'`,
  );
  const before = (await events('seat.called')).length;
  clock.nowMs += 4 * minuteMs;
  await desk.runDue();
  await desk.auditEngine();
  clock.nowMs += 27 * minuteMs;
  await desk.runDue();
  expect((await events('seat.called')).length).toBeGreaterThan(before);
});

test('a page that was never to go over its channel goes at once', async () => {
  const { desk, events } = await openBroken(
    async ({ page }) => void (await page('down')),
    `delete from deliveries`,
    { channels: { Ana: [byMail] } },
  );
  expect(desk.nextDeliveryMs()).toBeNull();
  expect(await desk.auditEngine()).toEqual([
    'A page of #1 was never to go over email. It goes now.',
  ]);
  expect(desk.dueLanes(5)).toMatchObject([{ name: 'email' }]);
  expect(await events('engine.alarm')).toHaveLength(1);
});

test('a subject that cannot be done keeps no other from being done, and is told once', async () => {
  const { desk, clock, events } = await openBroken(
    async ({ page }) => void (await page('down')),
    `insert into due (kind, subject, due_at) values ('seat.next', 'no subject at all', 0)`,
  );
  const before = (await events('seat.called')).length;
  clock.nowMs += 31 * minuteMs;
  await expect(desk.runDue()).rejects.toThrow('Not all that was due could be done.');
  expect((await events('seat.called')).length).toBeGreaterThan(before);
  const alarms = await events('engine.alarm');
  expect(alarms.map(({ problem }) => problem)).toEqual([
    'seat.next of no subject at all could not be done. The hub tries again.',
  ]);
  expect(await desk.auditEngine()).toEqual([]);
  clock.nowMs += 31 * minuteMs;
  await expect(desk.runDue()).rejects.toThrow();
  expect(await events('engine.alarm')).toHaveLength(1);
});

test('what waits for long to go over a channel is told', async () => {
  const { desk, clock, page, ana } = await openPagedDesk();
  const incidentIds = [await page('down')];
  if (ana) await desk.report({ type: 'receipts', stage: 'sounded', incidentIds }, ana);
  clock.nowMs += minuteMs + 121_000;
  await desk.runDue();
  const elapsed = vi.spyOn(performance, 'now').mockReturnValue(0);
  onTestFinished(() => elapsed.mockRestore());
  // Once is nothing: the machine may have slept.
  expect(await desk.auditEngine()).toEqual([]);
  elapsed.mockReturnValue(30_000);
  expect(await desk.auditEngine()).toEqual([
    'Pages have waited for more than 2 minutes to go over email.',
  ]);
});
