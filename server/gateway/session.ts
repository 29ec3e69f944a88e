import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { DeviceIdentity } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { HubFrame } from '../protocol/frames.ts';

/** `catching-up` sessions read from the journal by themselves; only `live` ones get the fan-out. */
export type SessionPhase = 'awaiting-hello' | 'catching-up' | 'live' | 'ended';

/** One device's connection. Plain fields only: a hub holds thousands of these. */
export interface Session {
  readonly id: string;
  /** With the zone that hello told. */
  who: DeviceIdentity;
  readonly socket: SessionSocket;
  /** The same connection below `socket`; ready frames are written to it as they are. */
  readonly raw: Socket;
  phase: SessionPhase;
  /** Ms of the steady clock, as are all times here. */
  readonly openedAt: number;
  heardAt: number;
  nextPingAt: number;
  /** Requests it may still make at once; see `takeToken`. */
  tokens: number;
  refilledAt: number;
}

/**
 * The library closes by itself when the peer breaks the WebSocket protocol, before it tells anybody.
 * This is the only moment at which the peer can still be told why.
 */
export class SessionSocket extends WebSocket {
  session: Session | null = null;

  override close(code?: number, reason?: string | Buffer): void {
    const isOfLibrary = code !== undefined && reason === undefined;
    if (isOfLibrary && this.session && this.readyState === WebSocket.OPEN) {
      const tooLarge = code === 1009 || code === 1008;
      endSession(this.session, new TocsinError(tooLarge ? 'frame_too_large' : 'frame_malformed'));
      return;
    }
    super.close(code, reason);
  }
}

/** Sends one frame to one session. */
export function sendFrame(session: Session, frame: HubFrame): void {
  session.socket.send(JSON.stringify(frame));
}

/** Tells why, closes with the code of the catalogue, and leaves the rest to the close time-out. */
export function endSession(session: Session, error: TocsinError): void {
  if (session.phase === 'ended') return;
  session.phase = 'ended';
  sendFrame(session, { type: 'error', error: error.toWire() });
  session.socket.close(error.entry.closeCode ?? internalClose, error.code satisfies ErrorCode);
}

const internalClose = 1011;
