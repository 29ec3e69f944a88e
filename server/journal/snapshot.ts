import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Alert } from '../protocol/alert.ts';
import type { Device, Person } from '../protocol/identity.ts';
import type { CardSummary } from '../protocol/card.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import { readWaitingCards } from './waiting-cards.ts';
import { readOpenStopgaps } from './open-stopgaps.ts';
import type { Tables } from './tables.ts';

/** What a device that knows nothing needs: all that is open, and what was resolved of late. */
export interface JournalSnapshot {
  seq: number;
  people: Person[];
  devices: Device[];
  incidents: Incident[];
  alerts: Alert[];
  stopgaps: Stopgap[];
  cards: CardSummary[];
}

/** How long reading goes on before other work gets a turn. */
const turnMs = 5;

/** Reads a snapshot of one commit. `db` must be a connection that nothing else uses meanwhile. */
export async function readSnapshot(db: Kysely<Tables>): Promise<JournalSnapshot> {
  return db.transaction().execute(async (view) => {
    const head = await view
      .selectFrom('events')
      .select(({ fn }) => fn.max<number | null>('seq').as('seq'))
      .executeTakeFirst();
    const people = await view.selectFrom('people').selectAll().orderBy('id').execute();
    const devices = await view
      .selectFrom('devices')
      .select(['id', 'person_id', 'name', 'sound'])
      .where('revoked_at', 'is', null)
      .orderBy('id')
      .execute();
    const incidents = await readIncidents(view);
    return {
      seq: head?.seq ?? 0,
      people: people.map(({ id, name, side }) => ({ id, name, side: side as Person['side'] })),
      devices: devices.map(({ id, person_id: personId, name, sound }) => ({
        id,
        personId,
        name,
        sound: sound as Device['sound'],
      })),
      incidents,
      alerts: await readAlerts(view, incidents),
      stopgaps: await readOpenStopgaps(view),
      cards: await readWaitingCards(view),
    };
  });
}

async function readIncidents(view: Kysely<Tables>): Promise<Incident[]> {
  const select = view.selectFrom('incidents').select('body');
  const open = await select
    .where('status', '<>', sql.lit('resolved'))
    .orderBy('number', 'desc')
    .execute();
  const resolved = await select
    .where('status', '=', sql.lit('resolved'))
    .orderBy('resolved_at', 'desc')
    .limit(limits.snapshotResolvedIncidents)
    .execute();
  return [...open, ...resolved].map(({ body }) => JSON.parse(body) as Incident);
}

/** Those that fire first, then the newest. */
async function readAlerts(view: Kysely<Tables>, incidents: Incident[]): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let turnEndsMs = performance.now() + turnMs;
  for (const incident of incidents) {
    const rows = await view
      .selectFrom('alerts')
      .select('body')
      .where('incident_id', '=', incident.id)
      .orderBy('status')
      .orderBy('opened_seq', 'desc')
      .limit(limits.snapshotAlertsPerIncident)
      .execute();
    for (const { body } of rows) alerts.push(JSON.parse(body) as Alert);
    if (performance.now() > turnEndsMs) {
      await new Promise((resolve) => setImmediate(resolve));
      turnEndsMs = performance.now() + turnMs;
    }
  }
  return alerts;
}

/** Events after `since` in order of `seq`, at most `limit`. */
export async function readEvents(
  db: Kysely<Tables>,
  since: number,
  limit: number,
): Promise<JournalEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select('body')
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as JournalEvent);
}
