import { StoredAttachment } from '../../server/protocol/attachment.ts';
import type { AttachmentHash } from '../../server/protocol/attachment.ts';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { ErrorCode } from '../../server/protocol/errors.ts';
import type { Clock, Timer } from '../clock.ts';
import { retryDelayMs } from './backoff.ts';
import type { HubApi } from './hub-api.ts';
import { withoutOld } from './upload-list.ts';
import type { Upload } from './upload-list.ts';
import type { Uploads } from './uploads.ts';

export interface UploadQueueOptions {
  api: Pick<HubApi, 'upload'>;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  /** The bytes that wait here; null when they were lost. */
  read(hash: AttachmentHash): Promise<Uint8Array | null>;
  /** Puts the list on disk. */
  save(uploads: readonly Upload[]): Promise<void>;
  /** An attachment is on the hub; `stored` is what the hub says of it. */
  onUploaded(stored: StoredAttachment): Promise<void>;
  warn(fields: object, message: string): void;
}

/** The hub has looked at the bytes and does not want them. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'attachment_too_large',
  'attachment_empty',
  'body_too_large',
  'image_unreadable',
]);
/** The hub could take no attachment now, whichever it is. */
const passingCodes: ReadonlySet<ErrorCode> = new Set([
  'attachments_unwritable',
  'device_revoked',
  'device_token_missing',
  'device_token_wrong',
  'hub_unreachable',
  'hub_untrusted',
  'journal_unwritable',
  'overloaded',
  'rate_limited',
  'request_timeout',
  'shutting_down',
]);
/** Whatever else goes wrong so often is taken for the fault of the attachment. */
const mostTries = 5;

/** Brings what was added here to the hub: one after the other, while the link is up, until it is there. */
export class UploadQueue implements Uploads {
  readonly #options: UploadQueueOptions;
  readonly #uploads = new Map<AttachmentHash, Upload>();
  readonly #listeners = new Set<(hash: AttachmentHash) => void>();
  readonly #tries = new Map<AttachmentHash, number>();
  #isOpen = false;
  #running: AbortController | null = null;
  #timer: Timer | null = null;
  #saving: Promise<void> = Promise.resolve();
  /** Tries in a row that did not come through. */
  #failures = 0;

  constructor(options: UploadQueueOptions, uploads: readonly Upload[]) {
    this.#options = options;
    for (const upload of uploads) this.#uploads.set(upload.attachment.hash, upload);
  }

  /** What is known of an attachment that was added here. */
  find(hash: AttachmentHash): StoredAttachment | null {
    return this.#uploads.get(hash)?.attachment ?? null;
  }

  isUploaded(hash: AttachmentHash): boolean {
    const state = this.#uploads.get(hash)?.state ?? 'uploaded';
    return state === 'uploaded';
  }

  failureOf(hash: AttachmentHash): TocsinError | null {
    const error = this.#uploads.get(hash)?.error ?? null;
    return error === null ? null : new TocsinError(error);
  }

  onSettled(listener: (hash: AttachmentHash) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes one in; resolves when that is on disk. What failed before is tried once more. */
  async add(attachment: StoredAttachment): Promise<void> {
    const { hash } = attachment;
    if (this.#uploads.get(hash)?.state === 'uploaded') return;
    this.#tries.delete(hash);
    this.#put({ attachment, state: 'waiting', error: null });
    await this.#save();
    // Who waits after a failure goes on waiting.
    if (!this.#timer) this.#start();
  }

  /** The link is up: what waits goes out at once. */
  open(): void {
    this.#isOpen = true;
    this.#failures = 0;
    this.#start();
  }

  /** The link is down: what is under way is broken off. */
  close(): void {
    this.#isOpen = false;
    this.#stopWaiting();
    this.#running?.abort(new TocsinError('hub_unreachable'));
  }

  #start(): void {
    if (!this.#isOpen || this.#running) return;
    this.#stopWaiting();
    const next = [...this.#uploads.values()].find(({ state }) => state === 'waiting');
    if (!next) return;
    const running = new AbortController();
    this.#running = running;
    void this.#upload(next, running.signal).then((wasTaken) => {
      this.#running = null;
      this.#failures = wasTaken ? 0 : this.#failures + 1;
      if (wasTaken) this.#start();
      else this.#wait();
    });
  }

  /** @returns false when it has to be tried again */
  async #upload({ attachment }: Upload, signal: AbortSignal): Promise<boolean> {
    const { hash } = attachment;
    const { api, read, onUploaded } = this.#options;
    try {
      const bytes = await read(hash);
      if (!bytes) throw new TocsinError('attachment_empty');
      const query = { hash };
      const options = { query, signal };
      const stored = await api.upload('/api/attachments', bytes, StoredAttachment, options);
      this.#put({ attachment: { ...stored, hash }, state: 'uploaded', error: null });
      await onUploaded(stored);
    } catch (fault) {
      const code = fault instanceof TocsinError ? fault.code : 'internal';
      if (!signal.aborted) this.#options.warn({ code }, 'an attachment was not uploaded');
      if (!this.#isFinal(hash, code)) return false;
      this.#put({ attachment, state: 'failed', error: code });
    }
    this.#tries.delete(hash);
    await this.#save().catch(() => undefined);
    for (const listener of this.#listeners) listener(hash);
    return true;
  }

  #isFinal(hash: AttachmentHash, code: ErrorCode): boolean {
    if (passingCodes.has(code)) return false;
    const tries = (this.#tries.get(hash) ?? 0) + 1;
    this.#tries.set(hash, tries);
    return finalCodes.has(code) || tries >= mostTries;
  }

  #wait(): void {
    if (!this.#isOpen) return;
    const { clock, random } = this.#options;
    this.#timer = clock.after(retryDelayMs(this.#failures, random()), () => this.#start());
  }

  #stopWaiting(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #put(upload: Upload): void {
    this.#uploads.set(upload.attachment.hash, upload);
  }

  async #save(): Promise<void> {
    const kept = withoutOld([...this.#uploads.values()]);
    this.#uploads.clear();
    for (const upload of kept) this.#put(upload);
    // One after the other, so that the last one holds the truth.
    const saving = this.#saving.then(() => this.#options.save(kept));
    this.#saving = saving.catch((fault: unknown) =>
      this.#options.warn({ reason: String(fault) }, 'the list of uploads could not be saved'),
    );
    await saving;
  }
}
