import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Card, CardSummary } from '../protocol/card.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Tables } from './tables.ts';

/** All cards that wait for their team, the oldest first. */
export async function readWaitingCards(view: Kysely<Tables>): Promise<CardSummary[]> {
  const rows = await view
    .selectFrom('cards')
    .innerJoin('incidents', 'incidents.id', 'cards.incident_id')
    .select(['cards.body as card', 'incidents.body as incident'])
    // The very words of the index.
    .where('cards.state', '=', sql.lit('draft'))
    .orderBy('incidents.number')
    .execute();
  return rows.map((row) => {
    const { incidentId, team, draftedAt, dueAt } = JSON.parse(row.card) as Card;
    const { number: incidentNumber, service, title } = JSON.parse(row.incident) as Incident;
    return { incidentId, incidentNumber, service, title, team, draftedAt, dueAt };
  });
}
