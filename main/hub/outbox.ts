import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { Command, CommandAnswer, WireError } from '../../server/protocol/commands.ts';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import type { Actor } from '../../server/protocol/identity.ts';
import { isForNow, isOfConversation, isOfIncident, subjectOf } from './command-subject.ts';
import type { Uploads } from './uploads.ts';

/** A command on its way, or one that came to nothing and waits for its reader. */
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
  uploads: Pick<Uploads, 'isUploaded' | 'failureOf'>;
  onChange(): void;
}

/** More than anybody does by hand; a whole storm acknowledged at once fits. */
const capacity = 2_000;
const refusalKeptMs = 15 * 60_000;

/**
 * What this person asked for, kept until the hub has answered. Sent in order while the link is up,
 * and again with the same ids after it comes back. A message waits for its attachments, and so does
 * what is said after it in the same room; nothing else does.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #entries: OutboxEntry[];
  #isOpen = false;

  constructor(options: OutboxOptions, entries: readonly OutboxEntry[] = []) {
    this.#options = options;
    this.#entries = entries.map(asUnsent);
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /**
   * Takes commands in. The newest stands in the place of older ones about the same that came to
   * nothing; what somebody wrote is never dropped so. See `subjectOf`.
   * @returns resolves once they are on disk; rejects when they could not be written (they still go
   *   out while the app runs), or when there are too many (none of this call is taken)
   */
  async add(commands: readonly { id: string; command: Command }[], nowMs: number): Promise<void> {
    const subjects = new Set(commands.map(({ command }) => subjectOf(command)));
    subjects.delete(null);
    const kept = this.#entries.filter((entry) => {
      return isUnderWay(entry) || !subjects.has(subjectOf(entry.command));
    });
    if (kept.length + commands.length > capacity) throw new Error('The outbox is full.');
    const added = commands.map(({ id, command }) => fresh(id, command, nowMs));
    await this.#replace([...kept, ...added]);
  }

  /**
   * Asks once more for what was refused, as something new: the old id would only bring the first
   * answer again. False when there is no such refusal.
   */
  async retry(id: string, newId: string, nowMs: number): Promise<boolean> {
    const refused = this.#entries.find((entry) => entry.id === id && entry.state === 'refused');
    if (!refused) return false;
    const others = this.#entries.filter((entry) => entry !== refused);
    await this.#replace([...others, fresh(newId, refused.command, nowMs)]);
    return true;
  }

  /** The user has read what became of it. Does nothing while it is under way. */
  dismiss(id: string): void {
    this.#change((entry) => (entry.id === id && !isUnderWay(entry) ? null : entry));
  }

  /** The link is up and has caught up: whatever has no answer goes out, in order. */
  open(): void {
    this.#isOpen = true;
    this.flush();
  }

  /** The link is down: whether the hub got what was sent is not known. */
  close(): void {
    this.#isOpen = false;
    this.#change(asUnsent);
  }

  /** Sends what may go now; to be called when an upload has settled. */
  flush(): void {
    const before = this.#entries;
    this.#send();
    const changed = this.#entries.filter((entry, index) => entry !== before[index]);
    if (changed.length > 0) this.#options.onChange();
    if (changed.some((entry) => !isUnderWay(entry))) this.#save();
  }

  /**
   * @param cursor `seq` up to which the mirror has arrived
   * @returns false when the hub asks to repeat it later; `open` sends it again
   */
  answered(id: string, answer: CommandAnswer, cursor: number): boolean {
    if (!answer.ok && answer.error.retryable) {
      this.#change((entry) => (entry.id === id ? asUnsent(entry) : entry));
      return false;
    }
    this.#change((entry) => (entry.id === id ? withAnswer(entry, answer, cursor) : entry));
    return true;
  }

  /** The mirror has arrived at `cursor`: what was answered before that now shows in it. */
  reached(cursor: number): void {
    if (!this.#entries.some(({ state }) => state === 'answered')) return;
    this.#change((entry) => (entry.seq !== null && entry.seq <= cursor ? null : entry));
  }

  /** What came of the command shows, whether or not its answer has come. */
  settled(commandId: string): void {
    if (!this.#entries.some(({ id }) => id === commandId)) return;
    this.#change((entry) => (entry.id === commandId ? null : entry));
  }

  /**
   * The mirror holds all that the hub has, so whatever was answered and does not show was lost by
   * the hub, which was restored from a backup. What was said, done in a room and agreed about shifts is
   * so again; an incident rings again.
   */
  caughtUp(cursor: number): void {
    this.reached(cursor);
    this.#change((entry) => {
      if (entry.state !== 'answered') return entry;
      return isForNow(entry.command) ? null : { ...entry, state: 'waiting', seq: null };
    });
  }

  /** Drops verdicts about incidents and shifts that are old, or of incidents that are gone; never what was written. */
  tidy(isKnown: (incidentId: string) => boolean, nowMs: number): void {
    this.#change((entry) => {
      const { command, requestedAt } = entry;
      if (isUnderWay(entry) || subjectOf(command) === null) return entry;
      const isOld = nowMs - requestedAt > refusalKeptMs;
      if (!isOfAnIncident(command)) return isOld ? null : entry;
      return (isOld && isOfIncident(command)) || !isKnown(command.incidentId) ? null : entry;
    });
  }

  /** The user has read the verdicts about incidents. */
  dismissRefusals(): void {
    this.#change((entry) => {
      return isUnderWay(entry) || !isOfIncident(entry.command) ? entry : null;
    });
  }

  #send(): void {
    if (!this.#isOpen) return;
    /** Rooms in which something waits for its attachments. */
    const held = new Set<string>();
    this.#entries = this.#entries.map((entry) => {
      if (entry.state !== 'waiting' && entry.state !== 'uploading') return entry;
      const { id, command } = entry;
      if (isOfConversation(command)) {
        if (held.has(command.incidentId)) return entry;
        const upload = this.#uploadOf(command);
        if (upload.error) return { ...entry, state: 'refused', error: upload.error };
        if (!upload.isDone) {
          held.add(command.incidentId);
          return entry.state === 'uploading' ? entry : { ...entry, state: 'uploading' };
        }
      }
      const isSent = this.#options.send({ type: 'command', id, command });
      return isSent ? { ...entry, state: 'sent' } : asUnsent(entry);
    });
  }

  #uploadOf(command: Command): { isDone: boolean; error: WireError | null } {
    if (command.type !== 'message.post') return { isDone: true, error: null };
    const { uploads } = this.#options;
    const hashes = command.attachments.map(({ hash }) => hash);
    for (const hash of hashes) {
      const failure = uploads.failureOf(hash);
      if (failure) return { isDone: false, error: failure.toWire() };
    }
    return { isDone: hashes.every((hash) => uploads.isUploaded(hash)), error: null };
  }

  /** Resolves once it is on disk. */
  async #replace(entries: OutboxEntry[]): Promise<void> {
    this.#entries = entries;
    this.#send();
    this.#options.onChange();
    await this.#options.save(this.#entries);
  }

  #change(change: (entry: OutboxEntry) => OutboxEntry | null): void {
    const before = this.#entries;
    const after = before.map(change).filter((entry) => entry !== null);
    const isSame =
      after.length === before.length && after.every((entry, index) => entry === before[index]);
    if (isSame) return;
    this.#entries = after;
    this.#options.onChange();
    this.#save();
  }

  #save(): void {
    this.#options.save(this.#entries).catch(() => undefined);
  }
}

function fresh(id: string, command: Command, requestedAt: number): OutboxEntry {
  return { id, command, requestedAt, state: 'waiting', seq: null, error: null, instead: null };
}

function asUnsent(entry: OutboxEntry): OutboxEntry {
  const { state } = entry;
  return state === 'sent' || state === 'uploading' ? { ...entry, state: 'waiting' } : entry;
}

function withAnswer(entry: OutboxEntry, answer: CommandAnswer, cursor: number): OutboxEntry | null {
  if (!answer.ok) return { ...entry, state: 'refused', error: answer.error };
  if (answer.verdict === 'superseded') {
    return { ...entry, state: 'superseded', instead: answer.instead ?? null };
  }
  return answer.seq <= cursor ? null : { ...entry, state: 'answered', seq: answer.seq };
}
