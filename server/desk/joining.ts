import { actorOf } from '../domain/asker.ts';
import { toInstant } from '../domain/instant.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Person, Side } from '../protocol/identity.ts';
import type { JoinRequest, JoinResponse } from '../protocol/join.ts';
import { callToOpenIncidents } from './calling.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Turns an invite into a device with a token of its own, and enrols its person the first time.
 * @throws TocsinError `invite_unknown`, `invite_expired`, `invite_used`
 */
export function join(surroundings: Surroundings, request: JoinRequest): Promise<JoinResponse> {
  const { journal, clock, newId, random } = surroundings;
  const deviceToken = makeSecret(random);
  return journal.write((transaction) => {
    const at = toInstant(clock.now());
    const codeHash = hashSecret(request.code);
    const person = redeem(transaction, codeHash, at);
    const deviceId = newId();
    const actor = actorOf({ person, deviceId, zone: request.zone });
    const isNew = transaction.people().every(({ id }) => id !== person.id);
    if (isNew) transaction.append({ type: 'person.enrolled', at, actor, person });
    const device = { id: deviceId, personId: person.id, name: request.deviceName, sound: null };
    transaction.append({ type: 'invite.used', at, actor, codeHash, deviceId });
    transaction.append({ type: 'device.added', at, actor, device });
    transaction.append({
      type: 'device.enrolled',
      at,
      actor,
      deviceId,
      tokenHash: hashSecret(deviceToken),
      platform: request.platform,
    });
    // Also somebody known, whose last device may be long gone.
    callToOpenIncidents(surroundings, transaction, person.id);
    return { hubId: journal.hubId, person, deviceId, deviceToken };
  });
}

function redeem(transaction: JournalTransaction, codeHash: string, at: string): Person {
  const invite = transaction.enrolment.invite(codeHash);
  if (!invite) throw new TocsinError('invite_unknown');
  if (invite.used_at !== null) throw new TocsinError('invite_used');
  if (invite.expires_at <= at) throw new TocsinError('invite_expired');
  return { id: invite.person_id, name: invite.person_name, side: invite.side as Side };
}
