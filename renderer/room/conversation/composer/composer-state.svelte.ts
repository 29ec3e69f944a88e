import type { IncidentRow, SeatView } from '../../../../main/ipc/views.ts';
import type { Side } from '../../../../server/protocol/identity.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import { limits } from '../../../../server/protocol/limits.ts';
import type { MessageKind } from '../../../../server/protocol/message.ts';
import type { MessageEntry } from '../../../../server/protocol/room.ts';
import { clock } from '../../../design/clock.svelte.ts';
import { whyNotResolved } from '../../../design/stopgap-count.ts';
import { instantOf } from '../../../design/time-in-words.ts';
import type { ConversationState } from '../conversation-state.svelte.ts';
import type { PendingPost } from '../message/pending-changes.ts';
import { AttachmentTray } from './attachment-tray.svelte.ts';
import { DraftStore } from './draft-store.ts';
import { readSlash } from './slash.ts';
import { TypingTeller } from './typing-teller.ts';

/** A resolve ends the incident for both sides, so it is asked for twice within this time. */
const armedMs = 4_000;

export interface Problem {
  words: string;
  /** It began like a command, but may be meant as it stands. */
  canSendAsText: boolean;
}

/** What is being written in a room, and what becomes of it. */
export class ComposerState {
  text = $state('');
  replyTo = $state.raw<MessageEntry | null>(null);
  editing = $state.raw<MessageEntry | null>(null);
  problem = $state.raw<Problem | null>(null);
  isArmed = $state(false);
  isRunbooksOpen = $state(false);
  /** The reader is to write on, at this place or at the end. */
  focusWish = $state.raw<{ caret: number | null } | null>(null);
  readonly tray: AttachmentTray;
  readonly conversation: ConversationState;
  #disarm: ReturnType<typeof setTimeout> | undefined;
  /** What was begun before an edit. */
  #setAside = '';
  #drafts: DraftStore | null = null;
  readonly #store: Storage;
  readonly #typing: TypingTeller;

  constructor(conversation: ConversationState, store: Storage) {
    this.conversation = conversation;
    this.#store = store;
    this.tray = new AttachmentTray(conversation.room, {
      refused: (words) => this.#refuse(words),
      changed: () => this.#keep(),
    });
    this.#typing = new TypingTeller((isTyping) => this.#tellTyping(isTyping));
  }

  get #room() {
    return this.conversation.room;
  }

  /** Takes up what was begun when the room was last open. Once the incident is known. */
  restore(): void {
    if (this.#drafts !== null || this.#room.incidentId === '') return;
    this.#drafts = new DraftStore(this.#store, this.#room.incidentId);
    const draft = this.#drafts.read();
    if (this.text === '') this.text = draft.text;
    this.tray.attachments = draft.attachments;
    this.replyTo = this.conversation.messages.get(draft.replyTo ?? '') ?? null;
  }

  /** The writer has changed the text. */
  typed(nowMs: number): void {
    this.problem = null;
    this.isArmed = false;
    this.#keep();
    // Nobody waits for a command, nor for an edit.
    if (this.text === '') this.#typing.stops();
    else if (this.editing === null && !this.text.startsWith('/')) this.#typing.writes(nowMs);
  }

  /** Begins a command, to be completed; what was written stays behind it. */
  begin(command: string): void {
    this.text = `${command}${this.text.replace(/^\/\S*\s*/, '')}`;
    this.problem = null;
    this.focus(command.length);
  }

  /** Gives the keyboard to the text. */
  focus(caret: number | null = null): void {
    this.focusWish = { caret };
  }

  reply(entry: MessageEntry): void {
    if (this.editing !== null) this.cancel();
    this.replyTo = entry;
    this.focus();
    this.#keep();
  }

  edit(entry: MessageEntry): void {
    if (this.editing === null) this.#setAside = this.text;
    this.editing = entry;
    this.problem = null;
    this.text = this.conversation.changes.get(entry.messageId)?.text ?? entry.text;
    this.focus();
  }

  /** Puts a message that was refused back to be changed. */
  takeBack({ command, id }: PendingPost): void {
    const known = this.#room.view?.localAttachments ?? {};
    const attachments = command.attachments.flatMap(({ hash }) => known[hash] ?? []);
    this.#putBack(command.kind === 'message' ? command.text : `/${command.kind} ${command.text}`);
    this.tray.attachments = [...attachments, ...this.tray.attachments];
    this.replyTo = this.conversation.messages.get(command.replyTo ?? '') ?? this.replyTo;
    this.focus();
    this.#keep();
    void this.#room.ask('room:dismiss', { commandId: id });
  }

  /** True when there was something to give up: an offer, an edit, a reply. */
  cancel(): boolean {
    const isSomething =
      this.tray.offer !== null ||
      this.editing !== null ||
      this.replyTo !== null ||
      this.isArmed ||
      this.problem !== null;
    this.problem = null;
    this.isArmed = false;
    if (this.tray.offer !== null) {
      this.tray.offer = null;
    } else if (this.editing !== null) {
      this.editing = null;
      this.text = this.#setAside;
    } else {
      this.replyTo = null;
      this.#keep();
    }
    return isSomething;
  }

  /** Sends what stands there, or does what it asks for. `asText`: whatever it begins with. */
  async send({ asText = false } = {}): Promise<void> {
    if (this.tray.reading.length > 0) this.#refuse('A file is still being read. One moment.');
    else if (this.text.length > limits.messageLength) {
      this.#refuse('Too long for a message. Attach it as a file, or send part of it.');
    } else if (this.editing !== null) await this.#sendEdit(this.editing);
    else if (asText) await this.#post('message', this.text);
    else await this.#sendAsked();
  }

  /** Makes an attachment of a text that is too long. */
  async attachText(): Promise<void> {
    const { text } = this;
    this.text = '';
    if (!(await this.tray.attachText(text))) this.#putBack(text);
    this.#keep();
  }

  /** The last message of the reader that can still be edited. */
  lastOwn(): MessageEntry | null {
    const { myId } = this.conversation;
    const isOwn = (entry: MessageEntry) =>
      entry.actor.kind === 'person' && entry.actor.personId === myId && entry.deletedAt === null;
    const { entries } = this.#room;
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      if (entry?.kind === 'message' && isOwn(entry)) return entry;
    }
    return null;
  }

  async #sendAsked(): Promise<void> {
    const { view, incidentId } = this.#room;
    const severity = view?.incident?.severity ?? null;
    const asked = readSlash(this.text, {
      ...{ incidentId, severity, people: view?.people ?? [] },
      heldSides: heldSidesOf(view?.incident ?? null),
    });
    switch (asked.kind) {
      case 'message':
        return this.#post('message', this.text);
      case 'post':
        return this.#post(asked.messageKind, asked.text);
      case 'problem':
        this.problem = asked;
        return;
      case 'runbook':
        this.isRunbooksOpen = true;
        return this.#clear();
      case 'stopgap':
        this.#room.wantedStopgap = { what: asked.what, undo: '', step: null };
        return this.#clearText();
      case 'snooze': {
        const until = instantOf(clock.nowMs + asked.minutes * 60_000);
        return this.#give({ type: 'incident.snooze', incidentId, until });
      }
      case 'stand-down':
        if (!maySomebodySleep(view?.incident ?? null)) {
          return this.#refuse('The other side can be let sleep once you have it, while it rings.');
        }
        this.#room.wantedStandDown = { reason: asked.reason };
        return this.#clearText();
      case 'do':
        if (this.#waitsForStopgaps(asked.command)) return;
        if (!asked.needsSecondPress || this.#isSure()) await this.#give(asked.command);
    }
  }

  async #post(kind: MessageKind, text: string): Promise<void> {
    const { tray, conversation } = this;
    if (text.trim() === '' && tray.attachments.length === 0) return;
    const attachments = tray.attachments.map(({ hash, name }) => ({ hash, name }));
    const replyTo = this.replyTo?.messageId ?? null;
    // What was sent must be seen.
    if (conversation.filter === 'milestones') conversation.filter = 'all';
    conversation.isAtEnd = true;
    const { incidentId } = this.#room;
    await this.#give({ type: 'message.post', incidentId, kind, text, replyTo, attachments });
  }

  async #sendEdit({ messageId, text: before }: MessageEntry): Promise<void> {
    const { text } = this;
    if (text.trim() === '') {
      this.#refuse('Nothing is left of it. Escape, then delete the message instead.');
      return;
    }
    this.cancel();
    if (text === before) return;
    const { incidentId } = this.#room;
    await this.#room.do({ type: 'message.edit', incidentId, messageId, text });
  }

  /** Clears the composer at once, so that nothing is sent twice; puts it back when nothing was taken. */
  async #give(command: Command): Promise<void> {
    const { text, replyTo } = this;
    const { attachments } = this.tray;
    this.#clear();
    if (await this.#room.do(command)) return;
    this.#putBack(text);
    this.tray.attachments = attachments;
    this.replyTo = replyTo;
    this.#keep();
  }

  #putBack(text: string): void {
    this.text = this.text === '' ? text : `${text}\n${this.text}`;
  }

  #isSure(): boolean {
    clearTimeout(this.#disarm);
    const wasArmed = this.isArmed;
    this.isArmed = !wasArmed;
    if (!wasArmed) this.#disarm = setTimeout(() => (this.isArmed = false), armedMs);
    return wasArmed;
  }

  /** What is open is answered for first: it is shown, instead of a refusal. */
  #waitsForStopgaps({ type }: Command): boolean {
    const count = this.#room.view?.incident?.openStopgaps ?? 0;
    if (type !== 'incident.resolve' || count === 0) return false;
    this.#refuse(whyNotResolved(count));
    this.#room.wantedTab = 'stopgaps';
    return true;
  }

  #refuse(words: string): void {
    this.problem = { words, canSendAsText: false };
  }

  #clear(): void {
    this.tray.attachments = [];
    this.replyTo = null;
    this.#clearText();
  }

  #clearText(): void {
    this.text = '';
    this.problem = null;
    this.isArmed = false;
    this.#typing.stops();
    this.#keep();
  }

  #tellTyping(isTyping: boolean): void {
    const { tocsin, incidentId } = this.#room;
    // A moment later it would be of no use, so nobody is told when it fails.
    void tocsin.request('room:typing', { incidentId, isTyping }).catch(() => undefined);
  }

  #keep(): void {
    if (this.editing !== null) return;
    const { text, replyTo } = this;
    const { attachments } = this.tray;
    this.#drafts?.write({ text, attachments, replyTo: replyTo?.messageId ?? null });
  }
}

function bothSeats(incident: IncidentRow | null): SeatView[] {
  return incident === null ? [] : [incident.seats.developer, incident.seats.sre];
}

function heldSidesOf(incident: IncidentRow | null): Side[] {
  return bothSeats(incident).flatMap(({ side, state }) => (state === 'held' ? [side] : []));
}

function maySomebodySleep(incident: IncidentRow | null): boolean {
  return bothSeats(incident).some(({ mayStandDown }) => mayStandDown);
}
