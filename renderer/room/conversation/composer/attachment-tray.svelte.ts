import type { LocalAttachment } from '../../../../main/ipc/room-views.ts';
import { limits } from '../../../../server/protocol/limits.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import { longPaste, type PastedText, pastedName, sizeInWords } from './pasted-text.ts';

interface Told {
  /** Something was not taken, in words. */
  refused: (words: string) => void;
  changed: () => void;
}

/** What goes along with the message that is being written. */
export class AttachmentTray {
  attachments = $state.raw<readonly LocalAttachment[]>([]);
  /** Names of the files that are being taken in. */
  reading = $state.raw<readonly string[]>([]);
  /** A long text that waits for the reader to say what to make of it. */
  offer = $state.raw<PastedText | null>(null);
  readonly #room: RoomState;
  readonly #told: Told;

  constructor(room: RoomState, told: Told) {
    this.#room = room;
    this.#told = told;
  }

  /** Takes files in, one after the other; what is too large is refused before it is read. */
  async attach(files: readonly File[]): Promise<void> {
    for (const file of files) await this.#take(file.name || pastedName(Date.now()), file);
  }

  /** Makes an attachment of a text; false when that was refused. */
  attachText(text: string): Promise<boolean> {
    return this.#take(pastedName(Date.now()), new Blob([text]));
  }

  /** True when the pasted text waits for a decision, instead of being put into the message. */
  pasted(text: string): boolean {
    this.offer = longPaste(text);
    return this.offer !== null;
  }

  /** Makes an attachment of what was pasted. */
  async acceptOffer(): Promise<void> {
    const offer = this.offer;
    this.offer = null;
    if (offer) await this.attachText(offer.text);
  }

  detach(index: number): void {
    this.attachments = this.attachments.filter((_, place) => place !== index);
    this.#told.changed();
  }

  async #take(name: string, blob: Blob): Promise<boolean> {
    const fault = this.#faultOf(name, blob.size);
    if (fault !== null) {
      this.#told.refused(fault);
      return false;
    }
    this.reading = [...this.reading, name];
    try {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return await this.#hand(name.slice(-limits.attachmentNameLength), bytes);
    } catch {
      this.#told.refused(`“${name}” cannot be read.`);
      return false;
    } finally {
      const place = this.reading.indexOf(name);
      this.reading = this.reading.filter((_, index) => index !== place);
    }
  }

  async #hand(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const { incidentId } = this.#room;
    const asked = await this.#room.ask('room:attach', { incidentId, name, bytes });
    if (asked === null) return false;
    this.attachments = [...this.attachments, asked.answer];
    this.#told.changed();
    return true;
  }

  #faultOf(name: string, sizeBytes: number): string | null {
    const { attachmentsPerMessage, attachmentBytes } = limits;
    if (this.attachments.length + this.reading.length >= attachmentsPerMessage) {
      return `A message takes ${attachmentsPerMessage} attachments at most.`;
    }
    if (sizeBytes === 0) return `“${name}” is empty.`;
    if (sizeBytes <= attachmentBytes) return null;
    const size = sizeInWords(sizeBytes);
    return `“${name}” has ${size}, and an attachment 10 MB at most. Attach the part that matters.`;
  }
}
