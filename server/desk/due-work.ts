import type { JournalTransaction } from '../journal/transaction.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Does what is due of one kind. Whatever it does must take each subject out of the due rows, or move it
 * into the future, by the events that it appends.
 */
export type DueWork = (
  surroundings: Surroundings,
  transaction: JournalTransaction,
  subjects: readonly string[],
  nowMs: number,
) => void;
