import type { ClientFrame } from '../protocol/frames.ts';
import { waitingBytes } from './back-pressure.ts';
import { PresenceRoom } from './presence-room.ts';
import type { Told } from './presence-room.ts';
import type { Session } from './session.ts';

type PresenceFrame = Extract<ClientFrame, { type: 'presence' }>;

export interface PresenceLimits {
  typingMs: number;
  presentPeople: number;
  sessionBufferBytes: number;
}

/**
 * Who is in which room, as the sessions tell. Each session that has a room open hears who else does,
 * on a change and not too often; nothing is kept of those who left.
 */
export class Presence {
  readonly #limits: PresenceLimits;
  readonly #steadyNow: () => number;
  readonly #told = new Map<Session, Told>();
  readonly #rooms = new Map<string, PresenceRoom>();
  readonly #typing = new Set<Session>();

  constructor(limits: PresenceLimits, steadyNow: () => number) {
    this.#limits = limits;
    this.#steadyNow = steadyNow;
  }

  /** Rooms that somebody has open. */
  get roomCount(): number {
    return this.#rooms.size;
  }

  /** Takes what a session tells in the stead of what it told before. */
  take(session: Session, { rooms: incidentIds, isPresent, typingIn }: PresenceFrame): void {
    if (session.phase === 'ended') return;
    const nowMs = this.#steadyNow();
    const before = this.#told.get(session)?.rooms ?? [];
    const rooms = new Set(incidentIds);
    const isTyping = typingIn !== null && rooms.has(typingIn);
    const typingUntilMs = nowMs + 2 * this.#limits.typingMs;
    this.#told.set(session, {
      rooms,
      isPresent,
      typingIn: isTyping ? typingIn : null,
      typingUntilMs,
    });
    if (rooms.size === 0) this.#told.delete(session);
    if (isTyping) this.#typing.add(session);
    else this.#typing.delete(session);
    for (const incidentId of before) {
      if (!rooms.has(incidentId)) this.#exit(incidentId, session, nowMs);
    }
    for (const incidentId of rooms) {
      const room = this.#rooms.get(incidentId) ?? new PresenceRoom(incidentId);
      this.#rooms.set(incidentId, room);
      room.enter(session);
      this.#flush(room, nowMs);
    }
  }

  /** Forgets a session that has ended. */
  leave(session: Session): void {
    const told = this.#told.get(session);
    if (!told) return;
    this.#told.delete(session);
    this.#typing.delete(session);
    const nowMs = this.#steadyNow();
    for (const incidentId of told.rooms) this.#exit(incidentId, session, nowMs);
  }

  /** Ends what was typed too long ago, and tells what had to wait. To be called a few times a second. */
  pulse(): void {
    const nowMs = this.#steadyNow();
    for (const session of this.#typing) this.#endTyping(session, nowMs);
    for (const room of this.#rooms.values()) this.#flush(room, nowMs);
  }

  #endTyping(session: Session, nowMs: number): void {
    const told = this.#told.get(session);
    if (told && nowMs < told.typingUntilMs) return;
    this.#typing.delete(session);
    if (!told || told.typingIn === null) return;
    this.#told.set(session, { ...told, typingIn: null });
    this.#rooms.get(told.typingIn)?.touch();
  }

  #exit(incidentId: string, session: Session, nowMs: number): void {
    const room = this.#rooms.get(incidentId);
    if (!room) return;
    room.leave(session);
    if (room.isEmpty) this.#rooms.delete(incidentId);
    else this.#flush(room, nowMs);
  }

  #flush(room: PresenceRoom, nowMs: number): void {
    room.flush(nowMs, (session) => this.#told.get(session), {
      mostPeople: this.#limits.presentPeople,
      canTake: this.#canTake,
    });
  }

  /** Whoever is catching up or does not keep up is told later. */
  readonly #canTake = (session: Session): boolean =>
    session.phase === 'live' && waitingBytes(session) <= this.#limits.sessionBufferBytes;
}
