import type { Command, CommandAnswer, WireError } from '../../server/protocol/commands.ts';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import type { Actor } from '../../server/protocol/identity.ts';

/** A command on its way, or one that the hub refused. */
export interface OutboxEntry {
  id: string;
  command: Command;
  /** Epoch milliseconds. */
  requestedAt: number;
  /**
   * `waiting`: not with the hub yet. `uploading`: the same, as its attachments go first. `sent`: no
   * answer yet. `answered`: done, but its event has not arrived here yet. `refused` and
   * `superseded`: kept for the user to read.
   */
  state: 'waiting' | 'uploading' | 'sent' | 'answered' | 'refused' | 'superseded';
  /** For `answered`: the cursor that holds its event. */
  seq: number | null;
  /** For `refused`. */
  error: WireError | null;
  /** For `superseded`: who has done it instead. */
  instead: { actor: Actor; at: string } | null;
}

/** Whether it may still come true; the others wait for their reader only. */
export function isUnderWay({ state }: OutboxEntry): boolean {
  return state !== 'refused' && state !== 'superseded';
}

export interface OutboxOptions {
  /** Puts the entries on disk; the last call holds the truth. */
  save(entries: readonly OutboxEntry[]): Promise<void>;
  /** False when the frame did not go out. */
  send(frame: ClientFrame): boolean;
  onChange(): void;
}

/** More than anybody does by hand; a whole storm acknowledged at once fits. */
const capacity = 2_000;
const refusalKeptMs = 15 * 60_000;

/**
 * What this person asked for, kept until the hub has answered. Sent in order while the link is up,
 * and again with the same ids after it comes back.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #entries: OutboxEntry[];
  #isOpen = false;

  constructor(options: OutboxOptions, entries: readonly OutboxEntry[] = []) {
    this.#options = options;
    this.#entries = entries.map((entry) =>
      entry.state === 'sent' ? { ...entry, state: 'waiting' } : entry,
    );
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /**
   * Takes commands in; the newest for an incident stands in the place of refusals of it.
   * @returns resolves once they are on disk; rejects when they could not be written (they still go
   *   out while the app runs), or when there are too many (none of this call is taken)
   */
  async add(commands: readonly { id: string; command: Command }[], nowMs: number): Promise<void> {
    const incidentIds = new Set(commands.map(({ command }) => command.incidentId));
    const kept = this.#entries.filter(
      ({ state, command }) => state !== 'refused' || !incidentIds.has(command.incidentId),
    );
    if (kept.length + commands.length > capacity) throw new Error('The outbox is full.');
    const added = commands.map(({ id, command }): OutboxEntry => {
      return {
        id,
        command,
        requestedAt: nowMs,
        state: 'waiting',
        seq: null,
        error: null,
        instead: null,
      };
    });
    this.#entries = [...kept, ...added];
    this.#flush();
    this.#options.onChange();
    await this.#options.save(this.#entries);
  }

  /** The link is up and has caught up: whatever has no answer goes out, in order. */
  open(): void {
    this.#isOpen = true;
    this.#flush();
    this.#options.onChange();
  }

  /** The link is down: whether the hub got what was sent is not known. */
  close(): void {
    this.#isOpen = false;
    this.#change((entry) => (entry.state === 'sent' ? { ...entry, state: 'waiting' } : entry));
  }

  /**
   * @param cursor `seq` up to which the mirror has arrived
   * @returns false when the hub asks to repeat it later; `open` sends it again
   */
  answered(id: string, answer: CommandAnswer, cursor: number): boolean {
    if (!answer.ok && answer.error.retryable) {
      this.#change((entry) => (entry.id === id ? { ...entry, state: 'waiting' } : entry));
      return false;
    }
    this.#change((entry) => {
      if (entry.id !== id) return entry;
      if (!answer.ok) return { ...entry, state: 'refused', error: answer.error };
      return answer.seq <= cursor ? null : { ...entry, state: 'answered', seq: answer.seq };
    });
    return true;
  }

  /** The mirror has arrived at `cursor`: what was answered before that now shows in it. */
  reached(cursor: number): void {
    if (!this.#entries.some(({ state }) => state === 'answered')) return;
    this.#change((entry) => (entry.seq !== null && entry.seq <= cursor ? null : entry));
  }

  /** Drops refusals that are old, or of incidents that are gone. */
  tidy(isKnown: (incidentId: string) => boolean, nowMs: number): void {
    this.#change((entry) => {
      if (entry.state !== 'refused') return entry;
      const isOld = nowMs - entry.requestedAt > refusalKeptMs;
      return isOld || !isKnown(entry.command.incidentId) ? null : entry;
    });
  }

  /** The user has read the refusals. */
  dismissRefusals(): void {
    this.#change((entry) => (entry.state === 'refused' ? null : entry));
  }

  #flush(): void {
    if (!this.#isOpen) return;
    this.#entries = this.#entries.map((entry) => {
      if (entry.state !== 'waiting') return entry;
      const { id, command } = entry;
      return this.#options.send({ type: 'command', id, command })
        ? { ...entry, state: 'sent' }
        : entry;
    });
  }

  #change(change: (entry: OutboxEntry) => OutboxEntry | null): void {
    const before = this.#entries;
    const after = before.map(change).filter((entry) => entry !== null);
    const isSame =
      after.length === before.length && after.every((entry, index) => entry === before[index]);
    if (isSame) return;
    this.#entries = after;
    this.#options.onChange();
    this.#options.save(after).catch(() => undefined);
  }
}
