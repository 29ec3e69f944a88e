import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Attachment } from '../../server/protocol/attachment.ts';
import type { AttachmentHash, StoredAttachment } from '../../server/protocol/attachment.ts';
import {
  bytesType,
  cutText,
  decodeText,
  describeText,
  imageTypeOf,
  readableText,
  servedImageTypes,
  textType,
} from '../../server/protocol/attachment-content.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { Clock } from '../clock.ts';
import { AttachmentCache } from './attachment-cache.ts';
import type { AttachmentPart } from './attachment-cache.ts';
import type { HubApi } from './hub-api.ts';
import { imageSizeOf } from './image-size.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { UploadFile } from './upload-list.ts';
import type { Upload } from './upload-list.ts';
import { UploadQueue } from './upload-queue.ts';

export interface LocalAttachmentsOptions {
  profileFolder: string;
  hubId: string;
  api: Pick<HubApi, 'upload' | 'download'>;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  warn(fields: object, message: string): void;
  /** What the copies of attachments may fill on disk, in bytes. Default: 200 MB. */
  cacheBytes?: number;
}

export interface AttachmentContent {
  bytes: Buffer;
  /** By the bytes themselves, whatever anybody called them. */
  mediaType: string;
}

const cacheBytes = 200_000_000;
/** The hub may encode an image anew with more bytes than it was sent. */
const downloadBytes = 6 * limits.attachmentBytes;
/** More than anybody reads in a window; the rest is there when the attachment is saved. */
const textLength = 1024 * 1024;

/**
 * Attachments on this laptop: those that wait to be uploaded, and copies of those that were looked
 * at. All below `attachments` of the profile, readable by their owner only.
 */
export class LocalAttachments {
  /** To be opened and closed with the link; the outbox asks it what messages may go out. */
  readonly uploads: UploadQueue;
  readonly #options: LocalAttachmentsOptions;
  readonly #cache: AttachmentCache;
  /** Downloads under way, so that the same is not asked for twice. */
  readonly #downloads = new Map<string, Promise<Buffer | null>>();

  private constructor(
    options: LocalAttachmentsOptions,
    cache: AttachmentCache,
    uploads: readonly Upload[],
  ) {
    this.#options = options;
    this.#cache = cache;
    const listFile = listFileIn(options.profileFolder);
    this.uploads = new UploadQueue(
      {
        ...options,
        read: (hash) => cache.read(hash, 'whole'),
        save: (list) => saveList(listFile, options.hubId, list),
        onUploaded: (stored) => this.#uploaded(stored),
      },
      uploads,
    );
  }

  /** Reads what the profile has of this hub; what it has of another hub is removed. */
  static async load(options: LocalAttachmentsOptions): Promise<LocalAttachments> {
    const { profileFolder, hubId, warn, clock } = options;
    const list = await readJsonFile(listFileIn(profileFolder), UploadFile);
    if (list.status === 'broken') {
      warn({ name: 'attachments', reason: list.reason }, 'a file of the profile was set aside');
    }
    const isOfAnother = list.status === 'read' && list.value.hubId !== hubId;
    if (isOfAnother) await forgetAttachments(profileFolder);
    const uploads = list.status === 'read' && !isOfAnother ? list.value.uploads : [];
    const known: { uploads: UploadQueue | null } = { uploads: null };
    const cache = await AttachmentCache.open({
      folder: folderIn(profileFolder),
      limitBytes: options.cacheBytes ?? cacheBytes,
      mustStay: (hash) => known.uploads?.isUploaded(hash) === false,
      now: () => clock.now(),
    });
    const attachments = new LocalAttachments(options, cache, uploads);
    known.uploads = attachments.uploads;
    return attachments;
  }

  /**
   * Keeps what the user adds to a message; it can be named in one at once, and is uploaded as soon
   * as that can be.
   * @throws TocsinError `attachment_empty`, `attachment_too_large`, `file_unwritable`
   */
  async keep(name: string, bytes: Uint8Array): Promise<Attachment> {
    if (bytes.length === 0) throw new TocsinError('attachment_empty');
    if (bytes.length > limits.attachmentBytes) throw new TocsinError('attachment_too_large');
    const described = describe(bytes);
    const { hash } = described;
    const known = this.uploads.find(hash);
    if (known && this.uploads.isUploaded(hash)) return Attachment.parse({ ...known, name });
    try {
      if (!this.#cache.has(hash, 'whole')) await this.#cache.write(hash, 'whole', bytes);
      await this.uploads.add(described);
    } catch (cause) {
      throw new TocsinError('file_unwritable', undefined, { cause });
    }
    return Attachment.parse({ ...described, name });
  }

  /** What this laptop can tell of an attachment that was added here; null when nothing. */
  find(hash: AttachmentHash): StoredAttachment | null {
    return this.uploads.find(hash);
  }

  /**
   * The bytes, from this laptop's disk or else from the hub; null when they cannot be had now. While
   * an image waits to be uploaded it stands for its own thumbnail.
   */
  async bytesOf(hash: AttachmentHash, part: AttachmentPart): Promise<AttachmentContent | null> {
    const bytes =
      (await this.#cache.read(hash, part)) ??
      (this.uploads.isUploaded(hash)
        ? await this.#download(hash, part)
        : await this.#cache.read(hash, 'whole'));
    return bytes && { bytes, mediaType: mediaTypeOf(bytes) };
  }

  /** The text as it can be shown; null when it is no text, or cannot be had now. */
  async textOf(hash: AttachmentHash): Promise<{ text: string; isCut: boolean } | null> {
    const content = await this.bytesOf(hash, 'whole');
    const whole = content && decodeText(content.bytes);
    if (whole === null) return null;
    const text = cutText(readableText(whole), textLength);
    return { text, isCut: whole.length > textLength };
  }

  #download(hash: AttachmentHash, part: AttachmentPart): Promise<Buffer | null> {
    const key = `${hash}/${part}`;
    let download = this.#downloads.get(key);
    if (!download) {
      download = this.#fetch(hash, part).finally(() => this.#downloads.delete(key));
      this.#downloads.set(key, download);
    }
    return download;
  }

  async #fetch(hash: AttachmentHash, part: AttachmentPart): Promise<Buffer | null> {
    const { api, warn } = this.#options;
    const path = `/api/attachments/${hash}${part === 'thumbnail' ? '/thumbnail' : ''}`;
    try {
      const { bytes } = await api.download(path, { limitBytes: downloadBytes });
      // An image was encoded anew, so that only the hub can vouch for it.
      if (!imageTypeOf(bytes) && hashOf(bytes) !== hash) {
        throw new TocsinError('attachment_damaged');
      }
      await this.#cache.write(hash, part, bytes).catch((fault: unknown) => {
        warn({ reason: String(fault) }, 'an attachment could not be kept on disk');
      });
      return bytes;
    } catch (fault) {
      const code = fault instanceof TocsinError ? fault.code : String(fault);
      warn({ code }, 'an attachment could not be fetched');
      return null;
    }
  }

  /** From now on everybody sees what the hub made of it, this laptop too. */
  async #uploaded({ hash, image }: StoredAttachment): Promise<void> {
    if (image) await this.#cache.remove(hash, 'whole');
  }
}

/** Leaves nothing of the attachments of a hub in the profile. */
export async function forgetAttachments(profileFolder: string): Promise<void> {
  await rm(folderIn(profileFolder), { recursive: true, force: true });
}

function describe(bytes: Uint8Array): StoredAttachment {
  const hash = hashOf(bytes);
  const mediaType = mediaTypeOf(bytes);
  const sizeBytes = bytes.length;
  const imageType = imageTypeOf(bytes);
  if (imageType) {
    // What is not served as it is cannot be shown before the hub has drawn it anew.
    const isShown = (servedImageTypes as readonly string[]).includes(imageType);
    const image = isShown ? imageSizeOf(bytes, imageType) : null;
    return { hash, mediaType, sizeBytes, image, text: null };
  }
  const text = decodeText(bytes);
  return {
    hash,
    mediaType,
    sizeBytes,
    image: null,
    text: text === null ? null : describeText(text),
  };
}

function mediaTypeOf(bytes: Uint8Array): string {
  return imageTypeOf(bytes) ?? (decodeText(bytes) === null ? bytesType : textType);
}

function hashOf(bytes: Uint8Array): AttachmentHash {
  return createHash('sha256').update(bytes).digest('hex');
}

function saveList(file: string, hubId: string, uploads: readonly Upload[]): Promise<void> {
  return writeJsonFile(file, { version: 1, hubId, uploads });
}

function folderIn(profileFolder: string): string {
  return join(profileFolder, 'attachments');
}

function listFileIn(profileFolder: string): string {
  return join(folderIn(profileFolder), 'uploads.json');
}
