import type { AttachmentHash, StoredAttachment } from '../protocol/attachment.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import type { Surroundings } from './surroundings.ts';

export function noteAttachment(
  _surroundings: Surroundings,
  _attachment: StoredAttachment,
  _actor: Actor,
): Promise<void> {
  return Promise.reject(new TocsinError('internal'));
}

export function findAttachment(
  _surroundings: Surroundings,
  _hash: AttachmentHash,
): Promise<StoredAttachment | null> {
  return Promise.reject(new TocsinError('internal'));
}
