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
  /** Enrolled since, and not seen yet: they do not come back from anywhere. */
  readonly #newDevices = new Set<string>();
  readonly #listeners = new Set<(isLinked: boolean) => void>();

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
    this.#newDevices.delete(deviceId);
    this.#tell(true);
  }

  leave(session: Session): void {
    const { deviceId } = session.who;
    const sessions = this.#sessions.get(deviceId);
    if (!sessions?.delete(session) || sessions.size > 0) return;
    this.#sessions.delete(deviceId);
    this.#lostAt.set(deviceId, this.#steadyNow());
    this.#tell(false);
  }

  /** A device was enrolled. */
  expect(deviceId: string): void {
    if (this.#sessions.has(deviceId)) return;
    this.#newDevices.add(deviceId);
    this.#lostAt.set(deviceId, this.#steadyNow());
  }

  /** A device was revoked. */
  forget(deviceId: string): void {
    this.#newDevices.delete(deviceId);
    this.#lostAt.delete(deviceId);
  }

  stateOf(deviceId: string): LinkState {
    if (this.#sessions.has(deviceId)) return 'linked';
    if (this.#newDevices.has(deviceId)) return 'gone';
    return this.withoutLinkMs(deviceId) < this.#linkReturnMs ? 'returning' : 'gone';
  }

  withoutLinkMs(deviceId: string): number {
    if (this.#sessions.has(deviceId)) return 0;
    return this.#steadyNow() - (this.#lostAt.get(deviceId) ?? this.#beganAt);
  }

  onChange(listener: (isLinked: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(isLinked: boolean): void {
    for (const listener of this.#listeners) listener(isLinked);
  }
}
