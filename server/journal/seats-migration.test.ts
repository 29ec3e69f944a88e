import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { Incident } from '../protocol/incident.ts';
import { Journal } from './journal.ts';
import { makeOldDatabase } from './testing/old-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const at = '2026-11-23T03:00:00.250Z';

/** As a hub wrote incidents that knew no policies. */
function fill(database: DatabaseSync): void {
  const seat = (state: string, called: string[]) => ({
    ...{ state, called, heard: [], ringingSince: at },
    acknowledgedBy: state === 'acknowledged' ? called[0] : null,
    acknowledgedAt: state === 'acknowledged' ? at : null,
  });
  const rows = [
    [
      'one',
      'acknowledged',
      { developer: seat('ringing', ['ana', 'bo']), sre: seat('acknowledged', ['raj']) },
    ],
    ['two', 'resolved', { developer: seat('ringing', ['ana']), sre: seat('ringing', []) }],
  ] as const;
  for (const [index, [id, status, seats]] of rows.entries()) {
    const resolvedAt = status === 'resolved' ? at : null;
    const body = {
      ...{ id, number: index + 1, service: id, title: 'Disk full', severity: 'error', status },
      ...{ openedAt: at, updatedAt: at, lastAlertAt: at, seats, firingCount: 1, alertCount: 1 },
      ...{ unseen: {}, silences: {}, paged: {}, mitigatedAt: null, checklist: null },
      ...{ openStopgaps: 0, seenBefore: [], noise: null, resolvedAt, resolvedBy: null },
    };
    database
      .prepare('insert into incidents values (?, ?, ?, ?, ?, ?)')
      .run(index + 1, id, id, status, resolvedAt, JSON.stringify(body));
  }
}

test('incidents of an older hub know seats and pages, and what rings is due', async () => {
  const dataFolder = temporaryFolder();
  await makeOldDatabase(dataFolder, '0010-rotas', fill);
  const journal = await Journal.open({ dataFolder, newHubId: () => 'hub', newEpoch: () => 'new' });
  onTestFinished(() => journal.close());
  const { incidents } = await journal.readSnapshot();
  const one = incidents.find(({ id }) => id === 'one');
  expect(Incident.parse(one)).toEqual(one);
  expect(one?.seats.developer.pages).toEqual(
    ['ana', 'bo'].map((personId) => ({
      ...{ personId, at, devices: [], deliveries: [], isUnheard: false, isDeclined: false },
    })),
  );
  expect(one?.seats.sre).toMatchObject({ plan: null, leaseUntil: null, hold: null });
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const due = database.prepare(`select * from due where kind like 'seat.%'`).all();
  database.close();
  expect(due).toEqual([
    { kind: 'seat.next', subject: '["one","developer"]', due_at: Date.parse(at) },
  ]);
});
