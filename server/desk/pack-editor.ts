import type { JournalTransaction } from '../journal/transaction.ts';
import type { ContextContent } from '../protocol/context.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';

/** Changes the context pack of one incident within a transaction. */
export class PackEditor {
  readonly #transaction: JournalTransaction;
  readonly #incidentId: string;
  readonly #at: string;
  readonly #actor: Actor;
  readonly #sizes: Map<string, number>;

  constructor(transaction: JournalTransaction, incidentId: string, at: string, actor: Actor) {
    this.#transaction = transaction;
    this.#incidentId = incidentId;
    this.#at = at;
    this.#actor = actor;
    this.#sizes = transaction.context.sizes(incidentId);
  }

  /** Bytes that an item of this id may have, whatever it has now; 0 when there may be no more items. */
  roomFor(itemId: string): number {
    const own = this.#sizes.get(itemId);
    if (own === undefined && this.#sizes.size >= limits.contextItems) return 0;
    const others = this.#totalBytes() - (own ?? 0);
    return Math.max(0, Math.min(limits.contextItemBytes, limits.contextBytes - others));
  }

  /**
   * Adds or replaces an item, unless it says what it said before.
   * @throws TocsinError `context_too_large` for the item by itself; `requireFit` judges the whole
   */
  put(itemId: string, content: ContextContent): void {
    const json = JSON.stringify(content);
    const sizeBytes = Buffer.byteLength(json);
    if (sizeBytes > limits.contextItemBytes) {
      throw new TocsinError('context_too_large', `“${content.title}” has ${sizeBytes} bytes.`);
    }
    const incidentId = this.#incidentId;
    const isAlike = this.#sizes.get(itemId) === sizeBytes;
    if (isAlike && JSON.stringify(this.#transaction.context.content(incidentId, itemId)) === json) {
      return;
    }
    this.#sizes.set(itemId, sizeBytes);
    const base = { at: this.#at, actor: this.#actor, incidentId };
    const item = { id: itemId, kind: content.kind, title: content.title, sizeBytes };
    this.#transaction.append({ ...base, type: 'context.added', item });
    this.#transaction.append({ ...base, type: 'context.stored', itemId, content });
  }

  /** @throws TocsinError `context_too_large` when the pack has become too large as a whole */
  requireFit(): void {
    if (this.#sizes.size > limits.contextItems) {
      throw new TocsinError('context_too_large', `It may have ${limits.contextItems} items.`);
    }
    const totalBytes = this.#totalBytes();
    if (totalBytes > limits.contextBytes) {
      throw new TocsinError('context_too_large', `All items together have ${totalBytes} bytes.`);
    }
  }

  #totalBytes(): number {
    return [...this.#sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}
