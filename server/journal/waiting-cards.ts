import type { Kysely } from 'kysely';
import type { CardSummary } from '../protocol/card.ts';
import type { Tables } from './tables.ts';

/** All cards that wait for their team, the oldest first. */
export async function readWaitingCards(_view: Kysely<Tables>): Promise<CardSummary[]> {
  return [];
}
