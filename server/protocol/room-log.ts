import type { Card } from './card.ts';
import { foldCard, isOfCard } from './card-fold.ts';
import type { Checklist } from './checklist.ts';
import { foldChecklist, isOfChecklist } from './checklist-fold.ts';
import type { VisibleEvent } from './events.ts';
import { toFact } from './room-fact.ts';
import type { MessageEntry, RoomEntry, RoomState } from './room.ts';
import type { Stopgap } from './stopgap.ts';
import { foldStopgap, isOfStopgap, stopgapIdOf } from './stopgap-fold.ts';

type MessageEvent = Extract<VisibleEvent, { messageId: string }>;
type PostedEvent = Extract<VisibleEvent, { type: 'message.posted' }>;

/**
 * One incident's room, folded from its events in order of `seq`: the only code that says what an event
 * does to a room, on the hub, on laptops and in exports. Entries are replaced, never changed.
 */
export class RoomLog {
  readonly incidentId: string;
  readonly #entries: RoomEntry[];
  readonly #indexOfMessage = new Map<string, number>();
  #reads: Record<string, number>;
  #checklists: readonly Checklist[];
  #stopgaps: readonly Stopgap[];
  #card: Card | null;

  constructor(state: RoomState) {
    this.incidentId = state.incidentId;
    this.#entries = [...state.entries];
    this.#reads = state.reads;
    this.#checklists = state.checklists;
    this.#stopgaps = state.stopgaps;
    this.#card = state.card;
    for (const [index, entry] of this.#entries.entries()) {
      if (entry.kind === 'message') this.#indexOfMessage.set(entry.messageId, index);
    }
  }

  static empty(incidentId: string): RoomLog {
    return new RoomLog({
      ...{ incidentId, entries: [], reads: {} },
      ...{ checklists: [], stopgaps: [], card: null },
    });
  }

  /** In order of `seq`. */
  get entries(): readonly RoomEntry[] {
    return this.#entries;
  }

  /** Person → `seq` up to which they have read. A new object with each change. */
  get reads(): Readonly<Record<string, number>> {
    return this.#reads;
  }

  /** In the order in which they were attached, detached ones too. A new list with each change. */
  get checklists(): readonly Checklist[] {
    return this.#checklists;
  }

  /** In the order in which they were installed, answered ones too. A new list with each change. */
  get stopgaps(): readonly Stopgap[] {
    return this.#stopgaps;
  }

  get card(): Card | null {
    return this.#card;
  }

  message(messageId: string): MessageEntry | undefined {
    const index = this.#indexOfMessage.get(messageId);
    const entry = index === undefined ? undefined : this.#entries[index];
    return entry?.kind === 'message' ? entry : undefined;
  }

  toState(): RoomState {
    return {
      ...{ incidentId: this.incidentId, entries: [...this.#entries], reads: this.#reads },
      ...{ checklists: [...this.#checklists], stopgaps: [...this.#stopgaps], card: this.#card },
    };
  }

  /** Takes the next event in; one of another incident changes nothing. Returns the entries it made or replaced. */
  apply(event: VisibleEvent): RoomEntry[] {
    if (event.type === 'page.receipts') {
      return event.incidentIds.includes(this.incidentId) ? this.#addFact(event) : [];
    }
    if (!('incidentId' in event) || event.incidentId !== this.incidentId) return [];
    this.#foldWork(event);
    switch (event.type) {
      case 'message.posted':
        return this.#post(event);
      case 'message.edited':
      case 'message.deleted':
      case 'message.reacted':
      case 'message.marked':
        return this.#changeMessage(event);
      case 'message.pinned':
        return [...this.#changeMessage(event), ...this.#addFact(event)];
      case 'room.read':
        this.#reads = { ...this.#reads, [event.personId]: event.upTo };
        return [];
      default:
        return this.#addFact(event);
    }
  }

  /** What is worked on beside the conversation. */
  #foldWork(event: VisibleEvent): void {
    if (isOfChecklist(event)) {
      this.#checklists = foldOne(this.#checklists, event.checklistId, (before) =>
        foldChecklist(before, event),
      );
    } else if (isOfStopgap(event)) {
      this.#stopgaps = foldOne(this.#stopgaps, stopgapIdOf(event), (before) =>
        foldStopgap(before, event),
      );
    } else if (isOfCard(event)) this.#card = foldCard(this.#card ?? undefined, event) ?? null;
  }

  #addFact(event: VisibleEvent): RoomEntry[] {
    const fact = toFact(event);
    if (!fact) return [];
    this.#entries.push(fact);
    return [fact];
  }

  #post(event: PostedEvent): RoomEntry[] {
    const entry = toMessage(event);
    this.#indexOfMessage.set(entry.messageId, this.#entries.length);
    this.#entries.push(entry);
    return [entry];
  }

  #changeMessage(event: MessageEvent): RoomEntry[] {
    const index = this.#indexOfMessage.get(event.messageId);
    const before = this.message(event.messageId);
    if (index === undefined || !before) return [];
    const after = foldMessage(before, event);
    this.#entries[index] = after;
    return [after];
  }
}

/** A message as it was posted. */
export function toMessage(event: PostedEvent): MessageEntry {
  const { seq, at, actor, messageId, kind, text, replyTo, attachments, mentions } = event;
  return {
    ...{ seq, at, actor, kind: 'message', messageId, messageKind: kind },
    ...{ text, replyTo, attachments, mentions, history: [], editedAt: null, deletedAt: null },
    ...{ reactions: [], isPinned: false, isMilestone: kind !== 'message' },
  };
}

/** What an event does to the message that it concerns. */
export function foldMessage(message: MessageEntry, event: MessageEvent): MessageEntry {
  const { history, text } = message;
  switch (event.type) {
    case 'message.edited':
      return {
        ...message,
        history: [...history, { text, until: event.at }],
        text: event.text,
        mentions: event.mentions,
        editedAt: event.at,
      };
    case 'message.deleted':
      return {
        ...message,
        history: [...history, { text, until: event.at }],
        text: '',
        deletedAt: event.at,
        isPinned: false,
      };
    case 'message.reacted':
      return { ...message, reactions: react(message.reactions, event) };
    case 'message.pinned':
      return { ...message, isPinned: event.isOn };
    case 'message.marked':
      return { ...message, isMilestone: event.isOn };
    case 'message.posted':
      return message;
  }
}

function react(
  before: MessageEntry['reactions'],
  { reaction, personId, isOn }: Extract<VisibleEvent, { type: 'message.reacted' }>,
): MessageEntry['reactions'] {
  const known = before.find((one) => one.reaction === reaction)?.personIds ?? [];
  const others = known.filter((id) => id !== personId);
  const personIds = isOn ? [...others, personId] : others;
  const isNew = known.length === 0;
  const after = isNew
    ? [...before, { reaction, personIds }]
    : before.map((one) => (one.reaction === reaction ? { reaction, personIds } : one));
  return after.filter((one) => one.personIds.length > 0);
}

/** The list with one of its items folded on; a new one comes last. */
function foldOne<T extends { id: string }>(
  items: readonly T[],
  id: string,
  fold: (before: T | undefined) => T | undefined,
): readonly T[] {
  const index = items.findIndex((item) => item.id === id);
  const before = items[index];
  const after = fold(before);
  if (!after || after === before) return items;
  return before ? items.with(index, after) : [...items, after];
}
