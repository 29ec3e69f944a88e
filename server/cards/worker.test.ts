import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { StopgapDesk } from '../desk/testing/stopgap-desk.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { startCardWorker } from './worker.ts';

const log = pino({ level: 'silent' });

/** A hub with a card that its team has accepted. */
async function openAccepted(): Promise<StopgapDesk> {
  const hub = await StopgapDesk.open('2026-11-27T11:00:00.000Z');
  await hub.ask('ada', { type: 'incident.resolve' });
  const content = {
    symptom: 'Checkout is slow',
    ...{ impact: '', stopgap: '', test: 'A load test', change: '' },
    cause: 'The pool was too small.\n\n- really',
    followUps: [{ text: 'Raise it', ownerId: hub.people.dan.person.id, dueOn: '2026-12-04' }],
  };
  await hub.ask('ada', { type: 'card.edit', revision: 1, content });
  await hub.ask('ada', { type: 'card.accept', revision: 2 });
  return hub;
}

function start(hub: StopgapDesk, folder: string | null): () => Promise<void> {
  const stop = startCardWorker({ desk: hub.desk, folder: () => folder, log });
  onTestFinished(stop);
  return stop;
}

test('an accepted card becomes a file of Markdown, and the journal knows it', async () => {
  const hub = await openAccepted();
  const folder = join(temporaryFolder(), 'team', 'cards');
  start(hub, folder);
  await vi.waitFor(async () => expect(await hub.eventsOf('card.written')).toHaveLength(1));
  const name = '2026-11-27-incident-1-checkout.md';
  expect(readdirSync(folder)).toEqual([name]);
  const [, front = '', text] = readFileSync(join(folder, name), 'utf8').split(/^---$/m);
  expect(parse(front)).toEqual({
    ...{ incident: 1, service: 'checkout', severity: 'error', team: 'Shop' },
    ...{ resolved: '2026-11-27T11:00:00.000Z', accepted: '2026-11-27T11:00:00.000Z' },
    ...{ accepted_by: 'Ada', alerts: ['disk'], labels: { alertname: 'disk' } },
  });
  expect(text).toBe(
    '\n\n# Title of disk\n\n## Symptom\n\nCheckout is slow\n\n## Cause\n\nThe pool was too small.\n\n' +
      '- really\n\n## The test that would have caught it\n\nA load test\n\n## Follow-ups\n\n' +
      '- [ ] Raise it, Dan, by 2026-12-04\n',
  );
});

test('a folder that cannot be written loses nothing: the problem is told once, and it is tried again', async () => {
  const hub = await openAccepted();
  const folder = join(temporaryFolder(), 'cards');
  // A file where the folder should be refuses the superuser, too.
  writeFileSync(folder, 'in the way');
  await start(hub, folder)();
  await start(hub, folder)();
  expect(await hub.eventsOf('card.write-failed')).toMatchObject([
    { problem: 'The hub cannot write to its folder of cards (EEXIST). It tries again.' },
  ]);
  rmSync(folder);
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  start(hub, folder);
  await vi.waitFor(async () => expect(await hub.eventsOf('card.written')).toHaveLength(1));
  expect(readdirSync(folder)).toHaveLength(1);
});

test('without a folder cards stay on the hub', async () => {
  const hub = await openAccepted();
  await start(hub, null)();
  expect(hub.desk.readUnwrittenCards(10)).toHaveLength(1);
  expect(await hub.eventsOf('card.write-failed')).toEqual([]);
});
