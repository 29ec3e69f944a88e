import { z } from 'zod';
import { limits } from './limits.ts';

/** SHA-256 of the bytes as they were uploaded, in lower-case hex: an attachment's name everywhere. */
export const AttachmentHash = z.string().regex(/^[0-9a-f]{64}$/);
export type AttachmentHash = z.infer<typeof AttachmentHash>;

const AttachmentName = z.string().min(1).max(limits.attachmentNameLength);

/** An attachment as a message names it; it must have been uploaded before. */
export const AttachmentReference = z.object({ hash: AttachmentHash, name: AttachmentName });
export type AttachmentReference = z.infer<typeof AttachmentReference>;

/** What the hub found out about the bytes, whatever their sender called them. */
export const StoredAttachment = z.object({
  hash: AttachmentHash,
  /** Of the bytes as they are served: an image is encoded anew, so these may differ from `hash`. */
  mediaType: z.string().max(100),
  sizeBytes: z.int().min(0),
  /** Pixels of an image as it is served; null for everything else. */
  image: z.object({ width: z.int().min(1), height: z.int().min(1) }).nullable(),
  /** For UTF-8 text. */
  text: z
    .object({ lineCount: z.int().min(0), preview: z.string().max(limits.textPreviewLength) })
    .nullable(),
});
export type StoredAttachment = z.infer<typeof StoredAttachment>;

export const Attachment = StoredAttachment.extend({ name: AttachmentName });
export type Attachment = z.infer<typeof Attachment>;
