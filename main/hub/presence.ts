import type { ClientFrame, HubFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { PresentPerson } from '../../server/protocol/presence.ts';
import type { Clock, Timer } from '../clock.ts';

type PresenceFrame = Extract<ClientFrame, { type: 'presence' }>;

export interface PresenceOptions {
  clock: Clock;
  /** Seconds since the last input on this machine. */
  idleSeconds(): number;
  /** False when the frame did not go out. */
  send(frame: PresenceFrame): boolean;
  /** Who is in a room changed. */
  onChange(): void;
}

const lookMs = 15_000;
/** The hub forgets that somebody writes after twice `typingMs`; so does this laptop. */
const typingHoldsMs = 2 * limits.typingMs;

/** Tells the hub where this laptop's person is, and knows who else is in the rooms open here. */
export class Presence {
  readonly #options: PresenceOptions;
  /** The one opened first comes first. */
  readonly #rooms = new Set<string>();
  readonly #here = new Map<string, readonly PresentPerson[]>();
  #isOpen = false;
  #told: PresenceFrame = nowhere;
  #inputAt = -Infinity;
  #typingIn: string | null = null;
  /** When it was last told that this person writes. */
  #typingToldAt = 0;
  #typingEnds: Timer | null = null;
  #looking: Timer | null = null;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** Who has the room open, as far as the hub has told; empty while cut off. */
  here(incidentId: string): readonly PresentPerson[] {
    return this.#here.get(incidentId) ?? nobody;
  }

  /** A window of this room opened. */
  enter(incidentId: string): void {
    this.#rooms.add(incidentId);
    this.input();
  }

  leave(incidentId: string): void {
    this.#rooms.delete(incidentId);
    this.#here.delete(incidentId);
    if (this.#typingIn === incidentId) this.#endTyping();
    this.#tell();
  }

  /** The person did something in a room. */
  input(): void {
    this.#inputAt = this.#options.clock.now();
    this.#tell();
    this.#look();
  }

  /** The person writes, or has sent or dropped what was written. */
  typing(incidentId: string, isTyping: boolean): void {
    this.#inputAt = this.#options.clock.now();
    if (isTyping && this.#rooms.has(incidentId)) this.#beginTyping(incidentId);
    else if (this.#typingIn === incidentId) this.#endTyping();
    this.#tell();
  }

  /** The hub can be told again, and knows nothing. */
  open(): void {
    this.#isOpen = true;
    this.#told = nowhere;
    this.#tell();
    this.#look();
  }

  /** Cut off: nobody can be seen any more. */
  close(): void {
    this.#isOpen = false;
    this.#looking?.cancel();
    this.#looking = null;
    this.#endTyping();
    if (this.#here.size === 0) return;
    this.#here.clear();
    this.#options.onChange();
  }

  stop(): void {
    this.close();
  }

  receive({ incidentId, people }: Extract<HubFrame, { type: 'presence' }>): void {
    if (!this.#rooms.has(incidentId)) return;
    this.#here.set(incidentId, people);
    this.#options.onChange();
  }

  #beginTyping(incidentId: string): void {
    const { clock } = this.#options;
    const now = clock.now();
    // The same frame again keeps the hub's memory of it fresh.
    if (this.#typingIn === incidentId && now - this.#typingToldAt >= limits.typingMs) {
      this.#told = nowhere;
    }
    this.#typingIn = incidentId;
    this.#typingEnds?.cancel();
    this.#typingEnds = clock.after(typingHoldsMs, () => {
      this.#endTyping();
      this.#tell();
    });
  }

  #endTyping(): void {
    this.#typingEnds?.cancel();
    this.#typingEnds = null;
    this.#typingIn = null;
  }

  /** Whether the person is at the machine may change while nothing else does. */
  #look(): void {
    if (!this.#isOpen || this.#rooms.size === 0) return;
    this.#looking ??= this.#options.clock.after(lookMs, () => {
      this.#looking = null;
      this.#tell();
      this.#look();
    });
  }

  /** Sends the whole of it when it differs from what the hub was told last. */
  #tell(): void {
    if (!this.#isOpen) return;
    const frame: PresenceFrame = {
      type: 'presence',
      rooms: [...this.#rooms].slice(-limits.openRooms),
      isPresent: this.#isPresent(),
      typingIn: this.#typingIn,
    };
    if (isSame(frame, this.#told)) return;
    if (!this.#options.send(frame)) return;
    this.#told = frame;
    if (frame.typingIn !== null) this.#typingToldAt = this.#options.clock.now();
  }

  #isPresent(): boolean {
    const { clock, idleSeconds } = this.#options;
    const sinceInputMs = Math.min(clock.now() - this.#inputAt, idleSeconds() * 1_000);
    return this.#rooms.size > 0 && sinceInputMs < limits.presentMs;
  }
}

const nobody: readonly PresentPerson[] = [];
const nowhere: PresenceFrame = { type: 'presence', rooms: [], isPresent: false, typingIn: null };

function isSame(a: PresenceFrame, b: PresenceFrame): boolean {
  return (
    a.isPresent === b.isPresent &&
    a.typingIn === b.typingIn &&
    a.rooms.length === b.rooms.length &&
    a.rooms.every((room, index) => room === b.rooms[index])
  );
}
