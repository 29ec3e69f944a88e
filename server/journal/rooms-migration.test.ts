import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { VisibleEvent } from '../protocol/events.ts';
import { Incident } from '../protocol/incident.ts';
import { turnTypes } from '../domain/turn.ts';
import { Journal } from './journal.ts';
import { makeOldDatabase } from './testing/old-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const at = '2026-11-23T03:00:00.000Z';
const hub = { kind: 'hub' } as const;
const bob = { kind: 'person', personId: 'bob', deviceId: 'laptop' } as const;

/** As a hub without rooms wrote them. */
const events: VisibleEvent[] = [
  {
    ...{ seq: 1, at, actor: hub, type: 'person.enrolled' },
    person: { id: 'bob', name: 'Bob', side: 'sre' },
  },
  {
    ...{ seq: 2, at, actor: hub, type: 'device.added' },
    device: { id: 'laptop', personId: 'bob', name: 'bob-laptop', sound: null },
  },
  ...(['one', 'two'] as const).map((incidentId, index): VisibleEvent => ({
    ...{ seq: index + 3, at, actor: hub, type: 'incident.opened', incidentId, number: index + 1 },
    service: incidentId,
    called: { developer: [], sre: ['bob'] },
    alert: {
      ...{ id: `alert-${incidentId}`, incidentId, dedupKey: incidentId, sender: 'alertmanager' },
      ...{ integration: 'am', status: 'firing', title: 'Disk full', severity: 'error' },
      ...{ labels: {}, annotations: {}, links: [], startsAt: at, expiresAt: null },
      ...{ acknowledgedAtSender: null, resolvedAt: null, resolveCause: null },
    },
  })),
  ...(['shown', 'sounded'] as const).map((stage, index): VisibleEvent => ({
    ...{ seq: index + 5, at, actor: bob, type: 'page.receipts', personId: 'bob' },
    ...{ deviceId: 'laptop', stage, incidentIds: ['one', 'two'] },
  })),
  {
    ...{ seq: 7, at, actor: bob, type: 'seat.acknowledged', incidentId: 'one', side: 'sre' },
    personId: 'bob',
  },
];

function fill(database: DatabaseSync): void {
  const insert = database.prepare('insert into events values (?, ?, ?, ?, ?)');
  for (const event of events) {
    const incidentId = 'incidentId' in event ? event.incidentId : null;
    insert.run(event.seq, at, event.type, incidentId, JSON.stringify(event));
  }
  database.exec(`insert into epochs values (1, 'old')`);
  const seat = {
    ...{ state: 'ringing', called: [], heard: [], ringingSince: at },
    ...{ acknowledgedBy: null, acknowledgedAt: null },
  };
  for (const [index, id] of ['one', 'two'].entries()) {
    const seats = { developer: seat, sre: { ...seat, called: ['bob'], heard: ['bob'] } };
    const body = {
      ...{ id, number: index + 1, service: id, title: 'Disk full', severity: 'error' },
      ...{ status: 'triggered', openedAt: at, updatedAt: at, lastAlertAt: at, seats },
      ...{ firingCount: 1, alertCount: 1, unseen: {}, silences: {} },
      ...{ resolvedAt: null, resolvedBy: null },
    };
    database
      .prepare('insert into incidents values (?, ?, ?, ?, null, ?)')
      .run(index + 1, id, id, 'triggered', JSON.stringify(body));
  }
}

async function openOld(): Promise<{ journal: Journal; dataFolder: string }> {
  const dataFolder = temporaryFolder();
  await makeOldDatabase(dataFolder, '0002-epochs', fill);
  const journal = await Journal.open({
    dataFolder,
    newHubId: () => 'hub',
    newEpoch: () => crypto.randomUUID(),
  });
  onTestFinished(() => journal.close());
  return { journal, dataFolder };
}

test('incidents from before rooms know that nobody is paged by name', async () => {
  const { journal } = await openOld();
  const { incidents } = await journal.readSnapshot();
  expect(incidents.map((incident) => Incident.parse(incident))).toEqual(incidents);
  expect(incidents.toSorted((a, b) => a.number - b.number)).toMatchObject([
    { id: 'one', paged: {}, mitigatedAt: null },
    { id: 'two', paged: {}, mitigatedAt: null },
  ]);
});

test('their rooms have what happened before, also what concerned several at once', async () => {
  const { journal } = await openOld();
  const limits = { maxEvents: 100, maxBytes: 1_000_000 };
  const span = { after: 0, through: journal.head };
  const { events: ofOne } = await journal.readHistory('one', span, limits);
  const { events: ofTwo } = await journal.readHistory('two', span, limits);
  expect(ofOne.map(({ seq }) => seq)).toEqual([3, 5, 6, 7]);
  expect(ofTwo.map(({ seq }) => seq)).toEqual([4, 5, 6]);
});

test('tables made anew from an old log are those that the migration made', async () => {
  const { journal, dataFolder } = await openOld();
  const read = (): unknown => {
    const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
    const rows = database.prepare('select * from shared_events').all();
    database.close();
    return rows;
  };
  const before = read();
  journal.rebuild();
  expect(read()).toEqual(before);
});

test('who turned an incident is found by its index', async () => {
  const { journal, dataFolder } = await openOld();
  const turn = await journal.write((transaction) => transaction.lastTurn('one', 'incident.opened'));
  expect(turn).toEqual({ seq: 3, at, actor: hub });
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  onTestFinished(() => database.close());
  const types = turnTypes.map((type) => `'${type}'`).join(', ');
  const plan = database
    .prepare(
      `explain query plan select body from events where incident_id = ? and type = ?
        and type in (${types}) order by seq desc limit 1`,
    )
    .all('one', 'incident.raised');
  expect(JSON.stringify(plan)).toContain('events_turning');
});
