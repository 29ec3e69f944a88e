import { z } from 'zod';
import { StoredAttachment } from '../../server/protocol/attachment.ts';
import { errorCatalogue } from '../../server/protocol/errors.ts';
import type { ErrorCode } from '../../server/protocol/errors.ts';
import { Id } from '../../server/protocol/identity.ts';

const KnownCode = z.string().refine((code): code is ErrorCode => code in errorCatalogue);

/** What became of an attachment that was added on this laptop. */
export const Upload = z.object({
  /** As far as this laptop can tell, and once it is uploaded, as the hub tells. */
  attachment: StoredAttachment,
  state: z.enum(['waiting', 'uploaded', 'failed']),
  /** For `failed`. */
  error: KnownCode.nullable(),
});
export type Upload = z.infer<typeof Upload>;

export const UploadFile = z.object({
  version: z.literal(1),
  hubId: Id,
  uploads: z.array(Upload),
});

/** Those that are done are only of use while a message that names them waits. */
const doneKept = 500;

/** In the order in which they were added, without the oldest of those that are done. */
export function withoutOld(uploads: readonly Upload[]): Upload[] {
  let surplus = uploads.filter(({ state }) => state !== 'waiting').length - doneKept;
  return uploads.filter(({ state }) => {
    if (state === 'waiting' || surplus <= 0) return true;
    surplus -= 1;
    return false;
  });
}
