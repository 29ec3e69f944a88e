import { foldName } from '../domain/directory.ts';
import type { ListedPerson } from '../domain/directory.ts';
import { toInstant } from '../domain/instant.ts';
import { decideSide } from '../domain/inviting.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Person, Side } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import type { AdminCommand, AdminResults } from './contract.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Makes an invite for one device of a person. One whom the config names gets the name and the side
 * that it says.
 * @throws TocsinError `name_taken`, `side_missing`, `side_against_config`
 */
export function createInvite(
  surroundings: Surroundings,
  { personName, side: given }: Extract<AdminCommand, { type: 'invite.create' }>,
): Promise<AdminResults['invite.create']> {
  const { journal, clock, newId, random } = surroundings;
  const code = makeSecret(random);
  return journal.write((transaction) => {
    const listed = directoryOf(surroundings).person(personName);
    const known = findPerson(transaction, personName, listed);
    const side = decideSide({ given, ofTeams: listed?.sides ?? [], known: known?.side });
    if (typeof side === 'object') throw new TocsinError(side.error, personName);
    // One person stands on one side; another of the same name would be confused with them at night.
    if (known && known.side !== side) {
      throw new TocsinError('name_taken', `${known.name} stands on the ${known.side} side.`);
    }
    const person = known ?? { id: newId(), name: listed?.name ?? personName, side };
    const nowMs = clock.now();
    const expiresAt = toInstant(nowMs + limits.inviteLifetimeMs);
    transaction.append({
      type: 'invite.created',
      at: toInstant(nowMs),
      actor: { kind: 'hub' },
      codeHash: hashSecret(code),
      person,
      expiresAt,
    });
    return { person, code, expiresAt };
  });
}

/** Enrolled, or invited before; one whom the config names, under the name or the id. */
function findPerson(
  { enrolment }: JournalTransaction,
  name: string,
  listed: ListedPerson | undefined,
): Person | undefined {
  const names = listed ? [foldName(listed.name), foldName(listed.id)] : [];
  const enrolled = enrolment
    .people()
    .find((person) => person.name === name || names.includes(foldName(person.name)));
  if (enrolled) return enrolled;
  for (const invited of listed ? [listed.name, listed.id, name] : [name]) {
    const row = enrolment.inviteOfName(invited);
    if (row) return { id: row.person_id, name: row.person_name, side: row.side as Side };
  }
  return undefined;
}
