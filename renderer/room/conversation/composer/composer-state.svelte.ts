import type { LocalAttachment } from '../../../../main/ipc/room-views.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import { limits } from '../../../../server/protocol/limits.ts';
import type { MessageKind } from '../../../../server/protocol/message.ts';
import type { MessageEntry } from '../../../../server/protocol/room.ts';
import type { ConversationState } from '../conversation-state.svelte.ts';
import type { PendingPost } from '../message/pending-changes.ts';
import { DraftStore } from './draft-store.ts';
import { longPaste, type PastedText, pastedName, sizeInWords } from './pasted-text.ts';
import { readSlash } from './slash.ts';

/** A resolve ends the incident for both sides, so it is asked for twice within this time. */
const armedMs = 4_000;

export interface Problem {
  words: string;
  /** It began like a command, but may be meant as it stands. */
  canSendAsText: boolean;
}

type Sendable = { kind: MessageKind; text: string };

/** What is being written in a room, and what becomes of it. */
export class ComposerState {
  text = $state('');
  attachments = $state.raw<readonly LocalAttachment[]>([]);
  replyTo = $state.raw<MessageEntry | null>(null);
  editing = $state.raw<MessageEntry | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** A long text that waits for the reader to say what to make of it. */
  offer = $state.raw<PastedText | null>(null);
  /** Names of the files that are being taken in. */
  reading = $state.raw<readonly string[]>([]);
  isArmed = $state(false);
  isRunbooksOpen = $state(false);
  #disarm: ReturnType<typeof setTimeout> | undefined;
  #toldTypingAt = -Infinity;
  #drafts: DraftStore | null = null;
  /** What was begun before an edit. */
  #set: { text: string; attachments: readonly LocalAttachment[] } | null = null;
  readonly #conversation: ConversationState;
  readonly #store: Storage;

  constructor(conversation: ConversationState, store: Storage) {
    this.#conversation = conversation;
    this.#store = store;
  }

  get #room() {
    return this.#conversation.room;
  }

  /** Takes up what was begun when the room was last open. Once the incident is known. */
  restore(): void {
    if (this.#drafts !== null || this.#room.incidentId === '') return;
    this.#drafts = new DraftStore(this.#store, this.#room.incidentId);
    const draft = this.#drafts.read();
    if (this.text === '') this.text = draft.text;
    this.attachments = draft.attachments;
    this.replyTo = this.#conversation.messages.get(draft.replyTo ?? '') ?? null;
  }

  /** The writer has changed the text. */
  typed(nowMs: number): void {
    this.problem = null;
    this.isArmed = false;
    this.#keep();
    if (this.editing === null) this.#tellTyping(nowMs);
  }

  reply(entry: MessageEntry): void {
    if (this.editing !== null) this.cancel();
    this.replyTo = entry;
    this.#keep();
  }

  edit(entry: MessageEntry): void {
    if (this.editing === null) this.#set = { text: this.text, attachments: this.attachments };
    this.editing = entry;
    this.replyTo = null;
    this.attachments = [];
    this.problem = null;
    this.text = this.#conversation.changes.get(entry.messageId)?.text ?? entry.text;
  }

  /** Puts a message that was refused back to be changed. */
  takeBack({ command, id }: PendingPost): void {
    const known = this.#room.view?.localAttachments ?? {};
    const attachments = command.attachments.flatMap(({ hash }) => known[hash] ?? []);
    const text = command.kind === 'message' ? command.text : `/${command.kind} ${command.text}`;
    this.text = this.text === '' ? text : `${text}\n${this.text}`;
    this.attachments = [...attachments, ...this.attachments].slice(0, limits.attachmentsPerMessage);
    this.replyTo = this.#conversation.messages.get(command.replyTo ?? '') ?? this.replyTo;
    this.#keep();
    void this.#room.ask('room:dismiss', { commandId: id });
  }

  /** True when there was something to give up: an offer, an edit, a reply. */
  cancel(): boolean {
    if (this.offer !== null) {
      this.offer = null;
      return true;
    }
    this.problem = null;
    this.isArmed = false;
    if (this.editing !== null) {
      this.editing = null;
      this.text = this.#set?.text ?? '';
      this.attachments = this.#set?.attachments ?? [];
      return true;
    }
    const hadReply = this.replyTo !== null;
    this.replyTo = null;
    this.#keep();
    return hadReply;
  }

  /** Sends what stands there, or does what it asks for. `asText`: whatever it begins with. */
  async send({ asText = false } = {}): Promise<void> {
    if (this.reading.length > 0) return this.#refuse('A file is still being read. One moment.');
    if (this.text.length > limits.messageLength) {
      return this.#refuse('Too long for a message. Attach it as a file, or send part of it.');
    }
    if (this.editing !== null) return this.#sendEdit(this.editing);
    const asked = asText ? null : this.#read();
    if (asked === null || asked.kind === 'message') {
      return this.#post({ kind: 'message', text: this.text });
    }
    if (asked.kind === 'post') return this.#post({ kind: asked.messageKind, text: asked.text });
    if (asked.kind === 'problem') {
      this.problem = asked;
    } else if (asked.kind === 'runbook') {
      this.isRunbooksOpen = true;
      this.#clear();
    } else if (!asked.needsSecondPress || this.#isSure()) {
      await this.#give(asked.command);
    }
  }

  /** Takes files in, one after the other; what is too large is refused before it is read. */
  async attach(files: readonly File[]): Promise<void> {
    for (const file of files) await this.#attachOne(file.name || pastedName(Date.now()), file);
  }

  /** True when the pasted text waits for a decision, instead of being put into the message. */
  pasted(text: string): boolean {
    this.offer = this.editing === null ? longPaste(text) : null;
    return this.offer !== null;
  }

  /** Makes an attachment of what was pasted. */
  async acceptOffer(): Promise<void> {
    const offer = this.offer;
    this.offer = null;
    if (offer) await this.#attachOne(pastedName(Date.now()), new Blob([offer.text]));
  }

  /** Makes an attachment of a text that is too long. */
  async attachText(): Promise<void> {
    const text = this.text;
    this.#clear();
    if (!(await this.#attachOne(pastedName(Date.now()), new Blob([text])))) this.text = text;
  }

  detach(index: number): void {
    this.attachments = this.attachments.filter((_, place) => place !== index);
    this.#keep();
  }

  /** The last message of the reader that can still be edited. */
  lastOwn(): MessageEntry | null {
    const { entries } = this.#room;
    const { myId } = this.#conversation;
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      if (entry?.kind !== 'message' || entry.deletedAt !== null) continue;
      if (entry.actor.kind === 'person' && entry.actor.personId === myId) return entry;
    }
    return null;
  }

  #read() {
    const { view, incidentId } = this.#room;
    const severity = view?.incident?.severity ?? null;
    return readSlash(this.text, { incidentId, severity, people: view?.people ?? [] });
  }

  async #post({ kind, text }: Sendable): Promise<void> {
    if (text.trim() === '' && this.attachments.length === 0) return;
    const { incidentId } = this.#room;
    const attachments = this.attachments.map(({ hash, name }) => ({ hash, name }));
    const replyTo = this.replyTo?.messageId ?? null;
    if (this.#conversation.filter === 'milestones' && kind === 'message') {
      this.#conversation.filter = 'conversation';
    }
    await this.#give({ type: 'message.post', incidentId, kind, text, replyTo, attachments });
  }

  async #sendEdit({ messageId, text: before, attachments }: MessageEntry): Promise<void> {
    const { text } = this;
    if (text.trim() === '') {
      return this.#refuse(
        attachments.length > 0
          ? 'A message keeps some text.'
          : 'Nothing is left. Delete the message instead.',
      );
    }
    this.cancel();
    if (text === before) return;
    const { incidentId } = this.#room;
    await this.#room.do({ type: 'message.edit', incidentId, messageId, text });
  }

  /** Clears the composer at once, so that nothing is sent twice; puts it back when nothing was taken. */
  async #give(command: Command): Promise<void> {
    const { text, attachments, replyTo } = this;
    this.#clear();
    this.#stopTyping();
    if (await this.#room.do(command)) return;
    this.text = this.text === '' ? text : `${text}\n${this.text}`;
    Object.assign(this, { attachments, replyTo });
    this.#keep();
  }

  async #attachOne(name: string, blob: Blob): Promise<boolean> {
    if (this.attachments.length >= limits.attachmentsPerMessage) {
      return this.#refuse(`A message takes ${limits.attachmentsPerMessage} attachments at most.`);
    }
    if (blob.size > limits.attachmentBytes) {
      const size = sizeInWords(blob.size);
      return this.#refuse(
        `“${name}” has ${size}. An attachment may have 10 MB: attach the part that matters.`,
      );
    }
    if (blob.size === 0) return this.#refuse(`“${name}” is empty.`);
    this.reading = [...this.reading, name];
    const bytes = await blob.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => null,
    );
    const asked =
      bytes &&
      (await this.#room.ask('room:attach', {
        incidentId: this.#room.incidentId,
        name: name.slice(-limits.attachmentNameLength),
        bytes,
      }));
    this.reading = this.reading.filter((_, index) => index !== this.reading.indexOf(name));
    if (bytes === null) return this.#refuse(`“${name}” cannot be read.`);
    if (!asked) return false;
    this.attachments = [...this.attachments, asked.answer];
    this.#keep();
    return true;
  }

  #isSure(): boolean {
    clearTimeout(this.#disarm);
    const wasArmed = this.isArmed;
    this.isArmed = !wasArmed;
    if (!wasArmed) this.#disarm = setTimeout(() => (this.isArmed = false), armedMs);
    return wasArmed;
  }

  #refuse(words: string): false {
    this.problem = { words, canSendAsText: false };
    return false;
  }

  #clear(): void {
    this.text = '';
    this.attachments = [];
    this.replyTo = null;
    this.problem = null;
    this.isArmed = false;
    this.#keep();
  }

  #tellTyping(nowMs: number): void {
    if (this.text === '') return this.#stopTyping();
    // A command is not something to wait for.
    if (this.text.startsWith('/') || nowMs - this.#toldTypingAt < limits.typingMs) return;
    this.#toldTypingAt = nowMs;
    this.#tell(true);
  }

  #stopTyping(): void {
    if (this.#toldTypingAt === -Infinity) return;
    this.#toldTypingAt = -Infinity;
    this.#tell(false);
  }

  #tell(isTyping: boolean): void {
    const { tocsin, incidentId } = this.#room;
    // Nobody is told that this failed: it is of no use a moment later.
    void tocsin.request('room:typing', { incidentId, isTyping }).catch(() => undefined);
  }

  #keep(): void {
    if (this.editing !== null) return;
    const { text, attachments, replyTo } = this;
    this.#drafts?.write({ text, attachments, replyTo: replyTo?.messageId ?? null });
  }
}
