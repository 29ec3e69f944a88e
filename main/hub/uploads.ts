import type { AttachmentHash } from '../../server/protocol/attachment.ts';
import type { TocsinError } from '../../server/protocol/errors.ts';

/** How far the attachments of waiting messages are; the outbox holds messages back by this. */
export interface Uploads {
  /**
   * The hub has it, as far as this laptop knows. True also for what was never attached here: the
   * hub decides then.
   */
  isUploaded(hash: AttachmentHash): boolean;
  /** Why it will never be uploaded; null while it still may. A message that names it is refused. */
  failureOf(hash: AttachmentHash): TocsinError | null;
  /** Told after each upload that came through or failed for good. Returns its own unsubscribe. */
  onSettled(listener: (hash: AttachmentHash) => void): () => void;
}
