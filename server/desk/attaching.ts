import { isDeepStrictEqual } from 'node:util';
import { toInstant } from '../domain/instant.ts';
import type { AttachmentHash, StoredAttachment } from '../protocol/attachment.ts';
import type { Actor } from '../protocol/identity.ts';
import type { Surroundings } from './surroundings.ts';

/** Notes an attachment whose bytes are in the hub's folder, once. */
export function noteAttachment(
  { journal, clock }: Surroundings,
  attachment: StoredAttachment,
  actor: Actor,
): Promise<void> {
  return journal.write((transaction) => {
    const known = transaction.attachments.find(attachment.hash);
    // What is served may come out otherwise when a lost file is stored again.
    if (isDeepStrictEqual(known, attachment)) return;
    const at = toInstant(clock.now());
    transaction.append({ type: 'attachment.stored', at, actor, attachment });
  });
}

export function findAttachment(
  { journal }: Surroundings,
  hash: AttachmentHash,
): Promise<StoredAttachment | null> {
  return Promise.try(() => journal.attachments.find(hash) ?? null);
}
