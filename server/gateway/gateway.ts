import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { WireEvent } from '../protocol/events.ts';
import { limits as protocolLimits } from '../protocol/limits.ts';
import { ConfigBroadcast } from './config-broadcast.ts';
import { FanOut } from './fan-out.ts';
import { admit } from './handshake.ts';
import type { GatewayObserver } from './observer.ts';
import { OnCallBroadcast } from './oncall-broadcast.ts';
import type { GatewayLimits, GatewayParts } from './parts.ts';
import { Presence } from './presence.ts';
import { checkPulse } from './pulse.ts';
import { refuseUpgrade } from './refusal.ts';
import { Requests } from './requests.ts';
import { endSession } from './session.ts';
import type { Session } from './session.ts';
import { SessionLinks } from './session-links.ts';
import { SessionRegister } from './session-register.ts';
import { SnapshotShelf } from './snapshot-shelf.ts';
import { closeGraceMs, createWebSockets } from './web-sockets.ts';

export interface GatewayOptions {
  desk: Desk;
  log: Logger;
  observer: GatewayObserver;
  hubVersion: string;
  /** The epoch of the journal that this process has begun. */
  epoch: string;
  /** Epoch ms. */
  now: () => number;
  /** Ms of a clock that nobody sets; that of the process unless given. */
  steadyNow?: () => number;
  /** Ms of the clock by which devices count as out of reach; `steadyNow` unless given. */
  linkNow?: () => number;
  newId: () => string;
  /** At least 0, below 1. */
  random: () => number;
  /** Every limit has its value of the protocol unless given here. */
  limits?: Partial<GatewayLimits>;
  /** How often sessions are looked at, which bounds how exactly their time limits are kept. */
  pulseMs?: number;
  /** Whether the desk is told of links, and so follows pages to devices. Default: true. */
  tellsLinks?: boolean;
}

export interface Gateway {
  /** Takes the upgrade requests of an HTTP server. */
  attach(server: Server): void;
  sessionCount(): number;
  /** Answers what is under way, then closes every session with 1012. */
  close(): Promise<void>;
}

/** How often at most a room hears who is in it. */
const presencePulseMs = 250;

/** Creates the WebSocket side of the hub; it fans out from now on. */
export function createGateway(options: GatewayOptions): Gateway {
  const { desk, log, observer, now, pulseMs = 500, tellsLinks = true } = options;
  const steadyNow = options.steadyNow ?? (() => performance.now());
  const limits = { ...protocolLimits, ...options.limits };
  const presence = new Presence(limits, steadyNow);
  const linkNow = options.linkNow ?? steadyNow;
  const links = new SessionLinks(linkNow, limits.linkReturnMs);
  const stopLinks = tellsLinks ? desk.useLinks(links) : () => undefined;
  const config = new ConfigBroadcast({ desk, log, frameBytes: limits.hubFrameBytes });
  const onCall = new OnCallBroadcast({ desk, log, frameBytes: limits.hubFrameBytes });
  const end = (session: Session, error: TocsinError): void => {
    if (session.phase === 'ended') return;
    const { deviceId } = session.who;
    log.info({ session: session.id, device: deviceId, code: error.code }, 'session ended');
    observer.ended(error.code);
    endSession(session, error);
    presence.leave(session);
    config.leave(session);
    onCall.leave(session);
    links.leave(session);
  };
  const fanOut = new FanOut(desk.head(), limits.sessionBufferBytes, (session) =>
    end(session, new TocsinError('session_too_slow')),
  );
  const snapshots = new SnapshotShelf(desk, limits.snapshotPartBytes);
  const parts: GatewayParts = {
    ...options,
    steadyNow,
    limits,
    fanOut,
    snapshots,
    presence,
    config,
    onCall,
    onWelcomed: (session) => links.join(session),
    onLeft: (session) => links.leave(session),
    end,
  };
  const requests = new Requests(parts);
  const register = new SessionRegister(parts, {
    ...options,
    onText: (session, text) => requests.receive(session, text),
  });
  const webSockets = createWebSockets(limits.clientFrameBytes, options.newId);
  let isClosing = false;

  const onCommitted = (events: WireEvent[]): void => {
    // Whoever hears of a change of shifts knows already who is on call.
    onCall.pulse();
    const startedAt = performance.now();
    const report = fanOut.deliver(events);
    const durationMs = performance.now() - startedAt;
    observer.fannedOut({ ...report, durationMs, lagMs: lag(events, now()) });
    for (const event of events) {
      if (event.type === 'device.added') links.expect(event.device.id);
      if (event.type === 'device.removed') {
        register.removeDevice(event.deviceId);
        links.forget(event.deviceId);
      }
      observer.told(event);
    }
    if (events.some(({ type }) => type === 'person.enrolled')) config.pulse();
  };

  const upgrade = async (request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> => {
    socket.on('error', ignore);
    try {
      if (isClosing) throw new TocsinError('shutting_down');
      const who = await admit(request, desk);
      if (isClosing) throw new TocsinError('shutting_down');
      webSockets.handleUpgrade(request, socket, head, (client) =>
        register.open(client, socket, who),
      );
      socket.off('error', ignore);
    } catch (error) {
      const requestId = options.newId();
      if (!(error instanceof TocsinError)) log.error({ err: error, requestId }, 'handshake failed');
      const refusal = error instanceof TocsinError ? error : new TocsinError('internal');
      observer.refused(refusal.code);
      refuseUpgrade(socket, refusal, requestId);
    }
  };

  const unsubscribe = desk.onCommitted(onCommitted);
  const pulse = setInterval(() => {
    checkPulse(register.all, steadyNow(), limits, end);
    snapshots.age();
    config.pulse();
    onCall.pulse();
  }, pulseMs);
  pulse.unref();
  const presencePulse = setInterval(() => presence.pulse(), Math.min(pulseMs, presencePulseMs));
  presencePulse.unref();

  return {
    attach(server) {
      server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
        void upgrade(request, socket, head);
      });
    },
    sessionCount: () => register.all.size,
    async close() {
      isClosing = true;
      await requests.drain();
      stopLinks();
      // Listeners are told of a commit after its answers were sent.
      await setImmediate();
      unsubscribe();
      for (const session of register.all) endSession(session, new TocsinError('shutting_down'));
      fanOut.release();
      const deadline = performance.now() + closeGraceMs;
      while (register.all.size > 0 && performance.now() < deadline) await setTimeout(10);
      for (const session of register.all) session.socket.terminate();
      clearInterval(pulse);
      clearInterval(presencePulse);
    },
  };
}

/** How long ago the first of these events was written, in ms. */
function lag(events: readonly WireEvent[], nowMs: number): number {
  for (const event of events) {
    if ('at' in event) return Math.max(0, nowMs - Date.parse(event.at));
  }
  return 0;
}

function ignore(): void {
  // Whoever hung up while being answered needs no answer.
}
