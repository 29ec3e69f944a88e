import type { DeviceLinks, LinkState } from '../desk/contract.ts';
import type { Session } from './session.ts';

/** Which devices have a session, and since when the others have none. */
export class SessionLinks implements DeviceLinks {
  readonly #steadyNow: () => number;
  readonly #linkReturnMs: number;
  /** Ms of the steady clock, as are all times here. */
  readonly #beganAt: number;
  readonly #sessions = new Map<string, Set<Session>>();
  readonly #lostAt = new Map<string, number>();

  /** @param linkReturnMs how long a device without a session may be on its way back */
  constructor(steadyNow: () => number, linkReturnMs: number) {
    this.#steadyNow = steadyNow;
    this.#linkReturnMs = linkReturnMs;
    this.#beganAt = steadyNow();
  }

  /** The session was welcomed: what is written from now on reaches its device. */
  join(session: Session): void {
    const { deviceId } = session.who;
    const sessions = this.#sessions.get(deviceId) ?? new Set();
    this.#sessions.set(deviceId, sessions.add(session));
    this.#lostAt.delete(deviceId);
  }

  leave(session: Session): void {
    const { deviceId } = session.who;
    const sessions = this.#sessions.get(deviceId);
    if (!sessions?.delete(session) || sessions.size > 0) return;
    this.#sessions.delete(deviceId);
    this.#lostAt.set(deviceId, this.#steadyNow());
  }

  stateOf(deviceId: string): LinkState {
    if (this.#sessions.has(deviceId)) return 'linked';
    return this.withoutLinkMs(deviceId) < this.#linkReturnMs ? 'returning' : 'gone';
  }

  withoutLinkMs(deviceId: string): number {
    if (this.#sessions.has(deviceId)) return 0;
    return this.#steadyNow() - (this.#lostAt.get(deviceId) ?? this.#beganAt);
  }
}
