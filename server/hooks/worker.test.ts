import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import type { Hook } from '../config/hooks.ts';
import type { HubDesk } from '../desk/create-desk.ts';
import type { WireEvent } from '../protocol/events.ts';
import { startHookWorker } from './worker.ts';
import { finishedRuns, hookAt, openRunbookDesk } from './testing/runbook-desk.ts';

const log = pino({ level: 'silent' });

/** A hub whose hook is at an automation that answers so. */
async function openHub(reply: Reply, change: Partial<Hook> = {}) {
  const automation = await Automation.start(reply);
  const opened = await openRunbookDesk();
  const hooks = hookAt(`${automation.url}/run`, change);
  const stop = startHookWorker({ desk: opened.desk, hooks: () => hooks, log });
  onTestFinished(stop);
  return { ...opened, automation, stop };
}

test('commands go to the automation with all that it needs, and its answer to the step', async () => {
  const { run, read, automation, version, incidentId, dataFolder } = await openHub(
    (response) => response.end('scaled\n'),
    { method: 'PUT' },
  );
  expect(dataFolder).not.toBe('');
  const { runId, person } = await run();
  const [finished] = await finishedRuns(read);
  expect(finished).toMatchObject({
    ...{ runId, outcome: 'succeeded', httpStatus: 200, output: 'scaled', startedBy: person.id },
  });
  expect(automation.calls).toHaveLength(1);
  const { method, headers, body } = automation.calls[0] ?? { headers: {}, body: '' };
  expect(method).toBe('PUT');
  expect(headers).toMatchObject({
    ...{ 'content-type': 'application/json', 'idempotency-key': runId, 'user-agent': 'tocsin' },
  });
  expect(headers).not.toHaveProperty('authorization');
  expect(JSON.parse(body)).toEqual({
    runId,
    incident: {
      ...{ id: incidentId, number: 1, title: 'It is slow', status: 'triggered' },
      openedAt: expect.any(String) as string,
    },
    ...{ service: 'checkout', severity: 'critical' },
    checklist: { id: (await read()).id },
    runbook: { path: 'checkout.md', hash: version.hash, title: version.title },
    step: { id: 'scale', text: 'Scale the pool' },
    commands: { language: 'sh', text: 'scale checkout --to 100' },
    person: { id: person.id, name: person.name },
  });
});

test.each<[string, Reply, Partial<Hook>, object]>([
  [
    'HTTP 500',
    (response) => response.writeHead(500).end('no capacity'),
    {},
    { outcome: 'failed', httpStatus: 500, output: 'no capacity' },
  ],
  [
    'nothing in time',
    () => undefined,
    { timeoutSeconds: 1 },
    {
      outcome: 'failed',
      httpStatus: null,
      output: expect.stringMatching(
        /did not answer in full within 1 s\. Whether it did its work is not known\.$/,
      ) as string,
    },
  ],
  [
    '10 MB',
    (response) => response.end('x'.repeat(10 * 1024 * 1024)),
    {},
    { outcome: 'succeeded', output: `${'x'.repeat(3_998)}\n…` },
  ],
  [
    'no UTF-8',
    (response) => response.end(Buffer.from([0x6f, 0x6b, 0xff, 0xfe, 0x21])),
    {},
    { outcome: 'succeeded', output: 'ok\ufffd\ufffd!' },
  ],
  [
    'colours, controls and a turned direction',
    (response) => response.end('\u001b[31mred\u001b[0m\u0000\u0007\r\nnext\u202e'),
    {},
    { output: 'red\nnext\ufffd' },
  ],
  [
    'secrets',
    (response) => response.end('password=hunter22 done\nAuthorization: Bearer abcdef0123456789'),
    {},
    { output: expect.not.stringMatching(/hunter22|abcdef0123456789/) as string },
  ],
  [
    'a redirect inside',
    (response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    {},
    { outcome: 'failed', httpStatus: null },
  ],
  ['nothing at all', (response) => response.end(), {}, { outcome: 'succeeded', output: '' }],
])('an automation that answers with %s', async (_name, reply, change, expected) => {
  const { run, read, automation } = await openHub(reply, change);
  await run();
  expect(await finishedRuns(read)).toMatchObject([expected]);
  expect(automation.calls).toHaveLength(1);
});

test.each<[string, Partial<Hook>, RegExp]>([
  ['inside, when that is not allowed', { allowPrivateAddresses: false }, /private network/],
  ['for other services', { services: ['payments'] }, /not for the service checkout/],
  ['with a token that is not there', { bearerTokenFile: '/nowhere/token' }, /ENOENT/],
])('a hook %s is not called', async (_name, change, output) => {
  const { run, read, automation } = await openHub((response) => response.end(), change);
  await run();
  const [finished] = await finishedRuns(read);
  expect(finished?.outcome).toBe('failed');
  expect(finished?.output).toMatch(output);
  expect(automation.calls).toEqual([]);
});

test('a hook that the config does not name any more fails', async () => {
  const { desk, run, read } = await openRunbookDesk();
  onTestFinished(startHookWorker({ desk, hooks: () => ({}), log }));
  await run();
  expect(await finishedRuns(read)).toMatchObject([{ outcome: 'failed' }]);
});

test('the token is read from its file for each run', async () => {
  const { desk, run, read, dataFolder } = await openRunbookDesk();
  const automation = await Automation.start((response) => response.end());
  const bearerTokenFile = join(dataFolder, 'token');
  const hooks = hookAt(automation.url, { bearerTokenFile });
  onTestFinished(startHookWorker({ desk, hooks: () => hooks, log }));
  for (const token of ['first', 'second']) {
    writeFileSync(bearerTokenFile, `${token}\n`);
    await run();
    await finishedRuns(read);
  }
  const sent = automation.calls.map(({ headers }) => headers.authorization);
  expect(sent).toEqual(['Bearer first', 'Bearer second']);
});

test('what the hub did not see the end of is unknown after the next start, and is not asked again', async () => {
  const { desk, run, dataFolder } = await openRunbookDesk();
  // No worker: as if the hub had been killed right after the commit.
  await run();
  await desk.close();
  const automation = await Automation.start((response) => response.end());
  const again = await openRunbookDesk(dataFolder);
  const hooks = hookAt(automation.url);
  onTestFinished(startHookWorker({ desk: again.desk, hooks: () => hooks, log }));
  const [finished] = await finishedRuns(again.read);
  expect(finished).toMatchObject({ outcome: 'unknown', httpStatus: null, durationMs: null });
  expect(automation.calls).toEqual([]);
});

test('a hub that stops says so of what runs', async () => {
  const called = Promise.withResolvers<void>();
  const { run, read, stop } = await openHub(() => called.resolve());
  await run();
  await called.promise;
  await stop();
  expect(await finishedRuns(read)).toMatchObject([{ outcome: 'unknown' }]);
});

test('a result that comes twice changes nothing', async () => {
  const { desk, run, read } = await openHub((response) => response.end('first'));
  const { runId } = await run();
  await finishedRuns(read);
  const head = desk.head();
  await desk.finishRun(runId, {
    ...{ outcome: 'failed', httpStatus: 500, durationMs: 1, output: 'second' },
  });
  expect(desk.head()).toBe(head);
  expect(desk.readRun(runId)).toBeNull();
});

test('eight run at once, and the others after them', async () => {
  const held: (() => void)[] = [];
  const automation = await Automation.start((response) => {
    held.push(() => response.end());
    if (held.length >= 8 || automation.calls.length > 12) {
      for (const end of held.splice(0)) end();
    }
  });
  const { desk: real, run } = await openRunbookDesk();
  const { runId } = await run();
  const order = real.readRun(runId);
  const runIds = Array.from({ length: 20 }, (_, index) => `run ${index}`);
  const allFinished = Promise.withResolvers<void>();
  const finished = new Set<string>();
  let tell: Parameters<HubDesk['onCommitted']>[0] = () => undefined;
  const desk = {
    onCommitted: (listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
    runsUnderWay: () => [],
    readRun: (id: string) => order && { ...order, runId: id },
    finishRun: (id: string) => {
      finished.add(id);
      if (finished.size === runIds.length) allFinished.resolve();
      return Promise.resolve();
    },
  };
  const hooks = hookAt(automation.url);
  onTestFinished(startHookWorker({ desk, hooks: () => hooks, log }));
  const started = (await real.readEvents(0, 1_000)).filter(
    ({ type }) => type === 'step.run-started',
  );
  for (const id of runIds) tell(started.map((event) => ({ ...event, runId: id }) as WireEvent));
  await allFinished.promise;
  expect(automation.mostOpen).toBe(8);
  expect(automation.calls).toHaveLength(20);
});
