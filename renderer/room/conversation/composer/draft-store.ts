import type { LocalAttachment } from '../../../../main/ipc/room-views.ts';

/** What was begun and not sent, kept for when the room is opened again. */
export interface Draft {
  text: string;
  replyTo: string | null;
  attachments: readonly LocalAttachment[];
}

const empty: Draft = { text: '', replyTo: null, attachments: [] };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Of an incident. A store that is full or broken costs the draft and nothing else. */
export class DraftStore {
  readonly #store: Store;
  readonly #name: string;

  constructor(store: Store, incidentId: string) {
    this.#store = store;
    this.#name = `draft ${incidentId}`;
  }

  read(): Draft {
    try {
      const draft: unknown = JSON.parse(this.#store.getItem(this.#name) ?? 'null');
      return isDraft(draft) ? draft : empty;
    } catch {
      return empty;
    }
  }

  write(draft: Draft): void {
    const isEmpty = draft.text === '' && draft.replyTo === null && draft.attachments.length === 0;
    try {
      if (isEmpty) this.#store.removeItem(this.#name);
      else this.#store.setItem(this.#name, JSON.stringify(draft));
    } catch {
      // The text itself is still in the window.
    }
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { text, replyTo, attachments } = value as Partial<Record<keyof Draft, unknown>>;
  return (
    typeof text === 'string' &&
    (replyTo === null || typeof replyTo === 'string') &&
    Array.isArray(attachments) &&
    attachments.every(isAttachment)
  );
}

function isAttachment(value: unknown): boolean {
  const { hash, name, sizeBytes } = (value ?? {}) as Record<string, unknown>;
  return typeof hash === 'string' && typeof name === 'string' && typeof sizeBytes === 'number';
}
