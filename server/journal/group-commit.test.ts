import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { NewEvent } from '../domain/hub-events.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import { Journal } from './journal.ts';
import type { BatchReport } from './observer.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { JournalTransaction } from './transaction.ts';

const at = '2026-11-23T03:00:00.000Z';
const actor = { kind: 'hub' } as const;

function enrol(id: string): NewEvent {
  return { type: 'person.enrolled', at, actor, person: { id, name: id, side: 'sre' } };
}

function open(number: number): NewEvent {
  const incidentId = `incident ${number}`;
  return {
    type: 'incident.opened',
    at,
    actor,
    incidentId,
    number,
    service: 'checkout',
    called: { developer: [], sre: [] },
    alert: {
      id: `alert ${number}`,
      incidentId,
      dedupKey: 'key',
      sender: 'generic',
      integration: 'name',
      status: 'firing',
      title: 'Down',
      severity: 'error',
      labels: {},
      annotations: {},
      links: [],
      startsAt: at,
      expiresAt: at,
      acknowledgedAtSender: null,
      resolvedAt: null,
      resolveCause: null,
    },
  };
}

/** A journal of its own; the first event written to it begins its epoch. */
async function start() {
  const dataFolder = temporaryFolder();
  const reports: BatchReport[] = [];
  const journal = await Journal.open({
    dataFolder,
    newHubId: () => 'hub',
    newEpoch: () => 'epoch',
    observer: { onBatch: (report) => reports.push(report) },
  });
  onTestFinished(() => journal.close());
  /** What another program sees on disk. */
  const seqsOnDisk = (): number[] => {
    const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
    const rows = database.prepare('select seq from events order by seq').all();
    database.close();
    return rows.map(({ seq }) => Number(seq));
  };
  return { journal, reports, seqsOnDisk };
}

test('jobs that arrive together share one transaction', async () => {
  const { journal, reports } = await start();
  await Promise.all(
    ['a', 'b', 'c'].map((id) => journal.write((transaction) => transaction.append(enrol(id)))),
  );
  expect(reports).toMatchObject([{ jobCount: 3, eventCount: 4, isCommitted: true }]);
});

test('a promise settles after its commit, and listeners hear after the promises', async () => {
  const { journal, seqsOnDisk } = await start();
  const order: string[] = [];
  const heard = new Promise<void>((resolve) => {
    journal.onCommitted((events) => {
      order.push(`heard ${events.map(({ seq }) => seq).join()}`);
      resolve();
    });
  });
  const written = ['a', 'b'].map(async (id) => {
    await journal.write((transaction) => transaction.append(enrol(id)));
    order.push(`${id} settled, on disk: ${seqsOnDisk().join()}`);
  });
  await Promise.all([...written, heard]);
  expect(order).toEqual(['a settled, on disk: 1,2,3', 'b settled, on disk: 1,2,3', 'heard 1,2,3']);
});

test('a job that fails takes back what it did, and nothing of the others', async () => {
  const { journal, seqsOnDisk } = await start();
  const fail = (transaction: JournalTransaction): void => {
    transaction.append({ type: 'incident.resolved', at, actor, incidentId: 'incident 1' });
    transaction.append(open(2));
    transaction.append(enrol('b'));
    expect(transaction.people().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(transaction.lastIncidentNumber()).toBe(2);
    throw new Error('A fault.');
  };
  const heard: number[] = [];
  journal.onCommitted((events) => heard.push(...events.map(({ seq }) => seq)));
  const results = await Promise.allSettled([
    journal.write((transaction) => {
      transaction.append(enrol('a'));
      transaction.append(open(1));
      transaction.people();
    }),
    journal.write(fail),
    journal.write((transaction) => {
      expect(transaction.people().map(({ id }) => id)).toEqual(['a']);
      expect(transaction.incident('incident 1')?.status).toBe('triggered');
      expect(transaction.incident('incident 2')).toBeUndefined();
      expect(transaction.alert('alert 2')).toBeUndefined();
      expect(transaction.newestOpenIncident('checkout')?.number).toBe(1);
      expect(transaction.lastIncidentNumber()).toBe(1);
      transaction.append(enrol('c'));
    }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: new Error('A fault.') });
  expect(seqsOnDisk()).toEqual([1, 2, 3, 4]);
  expect(journal.head).toBe(4);
  await journal.close();
  expect(heard).toEqual([1, 2, 3, 4]);
});

test('a row that the tables refuse fails its own job only', async () => {
  const { journal, seqsOnDisk } = await start();
  const [first, second, third] = await Promise.allSettled([
    journal.write((transaction) => transaction.append(enrol('a'))),
    journal.write((transaction) => transaction.append(enrol('a'))),
    journal.write((transaction) => transaction.append(enrol('b'))),
  ]);
  expect([first.status, second.status, third.status]).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(seqsOnDisk()).toEqual([1, 2, 3]);
});

test('what was undone leaves no trace in the rows of the incident', async () => {
  const { journal } = await start();
  await journal.write((transaction) => transaction.append(open(1)));
  const acknowledge: NewEvent = {
    type: 'seat.acknowledged',
    at,
    actor,
    incidentId: 'incident 1',
    side: 'sre',
    personId: 'a',
  };
  await Promise.allSettled([
    journal.write((transaction) => {
      transaction.append({ type: 'incident.resolved', at, actor, incidentId: 'incident 1' });
      throw new Error('A fault.');
    }),
    journal.write((transaction) => transaction.append(acknowledge)),
  ]);
  const { incidents } = await journal.readSnapshot();
  expect(incidents).toMatchObject([{ status: 'acknowledged', resolvedAt: null }]);
});

test('more jobs than may wait are refused, and those that wait are written', async () => {
  const { journal } = await start();
  const waiting = Array.from({ length: limits.commitQueueLength }, () =>
    journal.write((transaction) => transaction.head),
  );
  await expect(journal.write(() => 0)).rejects.toThrow(new TocsinError('overloaded'));
  await Promise.all(waiting);
  await expect(journal.write(() => 'taken')).resolves.toBe('taken');
});

test('closing writes what waits, tells of it, and refuses what comes later', async () => {
  const { journal } = await start();
  const heard: number[] = [];
  journal.onCommitted((events) => heard.push(...events.map(({ seq }) => seq)));
  const written = journal.write((transaction) => transaction.append(enrol('a')));
  const closed = journal.close();
  await expect(journal.write(() => 0)).rejects.toThrow(new TocsinError('shutting_down'));
  await Promise.all([written, closed]);
  expect(heard).toEqual([1, 2]);
});

test('work that takes long is cut into several transactions, and what a person asks goes first', async () => {
  const { journal, reports } = await start();
  const order: string[] = [];
  const takeLong = (name: string) =>
    journal.write(() => {
      const endMs = performance.now() + 30;
      while (performance.now() < endMs);
      order.push(name);
    });
  const slow = ['a', 'b', 'c', 'd', 'e', 'f'].map(takeLong);
  const asked = slow[0]?.then(() =>
    journal.write(() => void order.push('asked later'), { isUrgent: true }),
  );
  await Promise.all([...slow, asked]);
  expect(order.slice(0, -1)).toContain('asked later');
  expect(reports.length).toBeGreaterThan(2);
  expect(reports.reduce((sum, { jobCount }) => sum + jobCount, 0)).toBe(7);
  for (const { decideMs } of reports) expect(decideMs).toBeLessThan(200);
});

test('alerts are written however much people ask', async () => {
  const { journal } = await start();
  const order: string[] = [];
  const askFor = (ms: number) =>
    journal.write(
      () => {
        const endMs = performance.now() + ms;
        while (performance.now() < endMs);
        order.push('asked');
      },
      { isUrgent: true },
    );
  const asked = Array.from({ length: 20 }, () => askFor(30));
  const alerts = ['a', 'b', 'c'].map((name) => journal.write(() => void order.push(name)));
  await Promise.all([...asked, ...alerts]);
  const isAsked = (name: string): boolean => name === 'asked';
  expect(order.filter((name) => !isAsked(name))).toEqual(['a', 'b', 'c']);
  expect(order.slice(0, order.indexOf('c')).filter(isAsked).length).toBeLessThan(10);
});
