import type { Card, CardContent } from '../../../../server/protocol/card.ts';
import { fields, isSame, isSameContent, withField, type Field } from './card-fields.ts';

/** What is written here of a card and not saved. */
export interface CardDraft {
  /** What it was written upon. */
  revision: number;
  /** What stood there; null when nobody knows any more. */
  base: CardContent | null;
  content: CardContent;
  /** What was sent to the hub last; null when nothing was. */
  sent: CardContent | null;
  /** Fields in which somebody else wrote something else meanwhile. */
  conflicts: readonly Field[];
}

/** A draft that begins with the card as it is. */
export function draftOf({ revision, content }: Card): CardDraft {
  return { revision, base: content, content, sent: null, conflicts: [] };
}

/**
 * The draft upon the card as it is now: what only the others changed is theirs, what only the reader
 * changed is theirs to keep, and where both did they choose. Null when nothing of it is left to save.
 */
export function rebased(draft: CardDraft, card: Card): CardDraft | null {
  const { base, sent } = draft;
  let { content } = draft;
  const conflicts: Field[] = [];
  for (const field of fields) {
    if (isSame(field, content, card.content)) continue;
    // What came back is what was written here, however far that has gone on since.
    const isOwn = sent !== null && isSame(field, sent, card.content);
    const isTheirs = base === null || !isSame(field, base, card.content);
    const isMine = base === null || !isSame(field, base, content);
    if (draft.conflicts.includes(field)) conflicts.push(field);
    else if (!isMine) content = withField(content, field, card.content);
    else if (isTheirs && !isOwn) conflicts.push(field);
  }
  if (isSameContent(content, card.content)) return null;
  return { revision: card.revision, base: card.content, content, sent, conflicts };
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const nameOf = (incidentId: string) => `card ${incidentId}`;

/** What was begun before the window was loaded anew; null when nothing was, or it cannot be read. */
export function readDraft(store: Store, incidentId: string): CardDraft | null {
  try {
    const found: unknown = JSON.parse(store.getItem(nameOf(incidentId)) ?? 'null');
    return isDraft(found) ? found : null;
  } catch {
    return null;
  }
}

/** A store that is full or forbidden costs the draft only once the window is closed. */
export function keepDraft(store: Store, incidentId: string, draft: CardDraft | null): void {
  try {
    if (draft === null) store.removeItem(nameOf(incidentId));
    else store.setItem(nameOf(incidentId), JSON.stringify(draft));
  } catch {
    // What was written is still in the window.
  }
}

function isDraft(value: unknown): value is CardDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { revision, base, content, sent, conflicts } = value as Partial<CardDraft>;
  const isContentOrNull = (one: unknown) => one === null || isContent(one);
  return (
    typeof revision === 'number' &&
    isContent(content) &&
    isContentOrNull(base) &&
    isContentOrNull(sent) &&
    Array.isArray(conflicts) &&
    conflicts.every((field: unknown) => fields.some((known) => known === field))
  );
}

function isContent(value: unknown): value is CardContent {
  if (typeof value !== 'object' || value === null) return false;
  const content = value as Record<string, unknown>;
  return fields.every((field) =>
    field === 'followUps'
      ? Array.isArray(content[field]) && content[field].every(isFollowUp)
      : typeof content[field] === 'string',
  );
}

function isFollowUp(value: unknown): boolean {
  const { text, ownerId, dueOn } = (value ?? {}) as Record<string, unknown>;
  const isTextOrNull = (one: unknown) => one === null || typeof one === 'string';
  return typeof text === 'string' && isTextOrNull(ownerId) && isTextOrNull(dueOn);
}
