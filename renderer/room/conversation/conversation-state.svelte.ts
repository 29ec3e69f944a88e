import type { RoomPerson } from '../../../main/ipc/room-views.ts';
import type { MessageEntry } from '../../../server/protocol/room.ts';
import { momentInLine } from '../../design/moment-in-words.ts';
import type { RoomState } from '../room-state.svelte.ts';
import type { LineNames } from './list/fact-words.ts';
import { firstUnreadRow, newMessagesAfter, seenBy } from './list/reading.ts';
import { buildRows, type Filter, noRows, type Row, rowIndexAt } from './list/rows.ts';
import {
  listed,
  messagesById,
  noKeys,
  onClockBehind,
  peopleById,
  toggled,
} from './list/lookups.ts';
import { pendingChanges, type PendingPost, pendingPosts } from './message/pending-changes.ts';
import type { Callable } from './text/message-markdown.ts';
import { RenderedMessages } from './text/rendered-messages.ts';

export interface PendingRow {
  kind: 'pending';
  key: string;
  post: PendingPost;
}
export type ListRow = Row | PendingRow;

const excerptLength = 80;

/** What the conversation of a room shows; what is written there is `ComposerState`'s. */
export class ConversationState {
  readonly room: RoomState;
  filter = $state<Filter>('all');
  /** The list shows its end, and follows it. */
  isAtEnd = $state(true);
  /** The row that the keyboard is on; null: the last. */
  focusedKey = $state<string | null>(null);
  /** Rows that show more than usual: earlier versions, all facts of a run. */
  #open = $state.raw(noKeys);
  /** Up to where the reader had read when they last looked away; null while that is not known. */
  #lookedAwayAt = $state<number | null>(null);
  /** Up to where this window has shown its end to the reader. */
  shownUpTo = $state(0);
  #built = noRows;

  myId: string | null = $derived.by(() => this.room.view?.me?.id ?? null);
  rows: readonly Row[] = $derived.by(() => {
    this.#built = buildRows(this.room.entries, this.filter, this.#built);
    return this.#built.rows;
  });
  messages: ReadonlyMap<string, MessageEntry> = $derived.by(() => messagesById(this.room.entries));
  list: readonly ListRow[] = $derived.by(() => {
    const pending = pendingPosts(this.room.view?.pending ?? [], (id) => this.messages.has(id));
    if (pending.length === 0) return this.rows;
    return [
      ...this.rows,
      ...pending.map((post) => ({ kind: 'pending' as const, key: post.id, post })),
    ];
  });
  changes = $derived.by(() => pendingChanges(this.room.view?.pending ?? []));
  people: ReadonlyMap<string, RoomPerson> = $derived.by(() =>
    peopleById(this.room.view?.people ?? []),
  );
  seen = $derived.by(() => seenBy(this.rows, this.room.view?.reads ?? {}, this.myId));
  firstUnread: number = $derived.by(() =>
    this.#lookedAwayAt === null ? -1 : firstUnreadRow(this.rows, this.#lookedAwayAt, this.myId),
  );
  firstUnreadKey: string | null = $derived(this.rows[this.firstUnread]?.key ?? null);
  newBelow: number = $derived.by(() =>
    this.isAtEnd ? 0 : newMessagesAfter(this.room.entries, this.shownUpTo, this.myId),
  );
  lastSeq: number = $derived.by(() => this.room.entries.at(-1)?.seq ?? 0);
  /** Text, so that views that change nothing of it make nothing anew. */
  #callable: string = $derived.by(() => {
    const { me = null, people = [] } = this.room.view ?? {};
    return JSON.stringify({
      people: people.map(({ id, name }) => ({ id, name })),
      me: me && { id: me.id, side: me.side },
    });
  });
  rendered = $derived(new RenderedMessages(JSON.parse(this.#callable) as Callable));

  readonly names: LineNames = {
    fullName: (id) => this.nameOf(id),
    alert: (id) => this.room.view?.alerts.find((alert) => alert.id === id)?.title ?? null,
    person: (id) => (id === this.myId ? 'you' : this.nameOf(id)),
    time: (at, lineAt) => momentInLine(this.onThisWall(at), this.onThisWall(lineAt)),
    message: (id) => this.excerptOf(id),
    stopgap: (id) => this.#stopgapName(id),
  };

  constructor(room: RoomState) {
    this.room = room;
  }

  nameOf(personId: string): string {
    return this.people.get(personId)?.name ?? 'Somebody unknown here';
  }

  /** "Ana, Bo and you". */
  namesOf(personIds: readonly string[]): string {
    return listed(personIds.map((id) => this.names.person(id)));
  }

  /** What a message says, on one line; null when it is not known here. */
  excerptOf(messageId: string): string | null {
    const message = this.messages.get(messageId);
    if (message === undefined) return null;
    if (message.deletedAt !== null) return 'a deleted message';
    const line = message.text
      .slice(0, 4 * excerptLength)
      .replaceAll(/\s+/g, ' ')
      .trim();
    return line === '' ? (message.attachments[0]?.name ?? '') : shortened(line);
  }

  #stopgapName(stopgapId: string): string | null {
    const stopgap = this.room.work?.stopgaps.find(({ id }) => id === stopgapId);
    return stopgap === undefined ? null : shortened(stopgap.what.replaceAll(/\s+/g, ' ').trim());
  }

  /** An instant of the hub as the clock of this laptop has it. */
  onThisWall(at: string): string {
    return onClockBehind(at, this.room.view?.clockSkewMs ?? 0);
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  toggle(key: string): void {
    this.#open = toggled(this.#open, key);
  }

  /** The row of an entry, in the filter that shows it. */
  rowIndexOf(seq: number): number {
    const index = rowIndexAt(this.rows, seq);
    const isThere = index < this.rows.length && this.#built.entries.length > 0;
    return isThere ? index : this.rows.length - 1;
  }

  /** The reader looks away: what comes from now on is new to them. */
  lookAway(): void {
    this.#lookedAwayAt = Math.max(this.#readUpTo, this.isAtEnd ? this.lastSeq : 0);
  }

  /** Once, as soon as it is known up to where the reader had read before. */
  begin(): void {
    this.#lookedAwayAt ??= this.#readUpTo;
    this.shownUpTo = Math.max(this.shownUpTo, this.#readUpTo);
  }

  get #readUpTo(): number {
    const reads = this.room.view?.reads ?? {};
    return Math.max(this.shownUpTo, this.myId === null ? 0 : (reads[this.myId] ?? 0));
  }
}

function shortened(line: string): string {
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line;
}
