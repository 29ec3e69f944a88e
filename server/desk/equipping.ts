import type { OpenedIncident } from '../domain/intake.ts';
import type { Circumstances } from '../domain/records.ts';
import { attachAtOpening } from '../domain/runbook/attach-at-opening.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Surroundings } from './surroundings.ts';

/** Gives a new incident what is known for it, in the transaction that opens it. */
export function equip(
  { work }: Pick<Surroundings, 'work'>,
  transaction: JournalTransaction,
  opened: OpenedIncident,
  circumstances: Circumstances,
): void {
  const attached = attachAtOpening(transaction, opened, work.runbooks(), circumstances);
  for (const event of attached) transaction.append(event);
}
