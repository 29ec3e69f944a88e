import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import type { DeviceIdentity } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { roomBelow, waitingBytes } from './back-pressure.ts';
import type { GatewayParts } from './parts.ts';
import type { Session, SessionSocket } from './session.ts';

export interface RegisterOptions {
  newId: () => string;
  /** At least 0, below 1: spreads the pings of sessions that came at once. */
  random: () => number;
  onText: (session: Session, text: string) => void;
}

/** Every open session of one gateway, from the upgrade to the end of its connection. */
export class SessionRegister {
  readonly #parts: GatewayParts;
  readonly #options: RegisterOptions;
  readonly #sessions = new Set<Session>();
  /** Ids are never used twice, so this only tells who was removed while connecting. */
  readonly #removedDevices = new Set<string>();

  constructor(parts: GatewayParts, options: RegisterOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  get all(): ReadonlySet<Session> {
    return this.#sessions;
  }

  open(socket: SessionSocket, raw: Socket, who: DeviceIdentity): void {
    const { steadyNow, limits, observer, end } = this.#parts;
    const openedAt = steadyNow();
    const session: Session = {
      id: this.#options.newId(),
      who,
      socket,
      raw,
      phase: 'awaiting-hello',
      openedAt,
      heardAt: openedAt,
      nextPingAt: openedAt + this.#options.random() * limits.heartbeatMs,
      tokens: limits.commandBurst,
      refilledAt: openedAt,
    };
    socket.session = session;
    socket.on('message', this.#onMessage).on('pong', this.#onHeard).on('ping', this.#onHeard);
    socket.on('close', this.#onClose).on('error', this.#onError);
    this.#sessions.add(session);
    observer.sessions(this.#sessions.size);
    if (this.#removedDevices.has(who.deviceId)) end(session, new TocsinError('device_revoked'));
  }

  removeDevice(deviceId: string): void {
    this.#removedDevices.add(deviceId);
    for (const session of this.#sessions) {
      if (session.who.deviceId === deviceId) {
        this.#parts.end(session, new TocsinError('device_revoked'));
      }
    }
  }

  // One listener each for all sessions: closures per session would cost more than the session.
  readonly #onMessage = listener((session, data: RawData, isBinary: boolean) => {
    if (session.phase === 'ended') return;
    this.#hear(session);
    if (isBinary) this.#parts.end(session, new TocsinError('frame_binary'));
    else this.#options.onText(session, (data as Buffer).toString());
  });

  readonly #onHeard = listener((session) => this.#hear(session));

  /** Whoever asks on without reading the answers is not listened to until they have left. */
  #hear(session: Session): void {
    const { steadyNow, limits } = this.#parts;
    session.heardAt = steadyNow();
    const { socket } = session;
    if (socket.isPaused || waitingBytes(session) <= limits.sessionBufferBytes) return;
    socket.pause();
    void roomBelow(session, limits.sessionBufferBytes).then(() => socket.resume());
  }

  readonly #onError = listener((session, error: Error) => {
    this.#parts.log.debug({ session: session.id, err: error }, 'broken WebSocket frame');
  });

  readonly #onClose = listener((session) => {
    session.phase = 'ended';
    this.#sessions.delete(session);
    this.#parts.fanOut.leave(session);
    this.#parts.presence.leave(session);
    this.#parts.config.leave(session);
    this.#parts.onCall.leave(session);
    this.#parts.onLeft(session);
    this.#parts.observer.sessions(this.#sessions.size);
  });
}

/** A listener that finds its session on the socket it is called for. */
function listener<Values extends unknown[]>(
  handle: (session: Session, ...values: Values) => void,
): (this: WebSocket, ...values: Values) => void {
  return function (this: WebSocket, ...values: Values) {
    const { session } = this as SessionSocket;
    if (session) handle(session, ...values);
  };
}
