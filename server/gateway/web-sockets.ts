import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Server } from 'ws';
import { TocsinError } from '../protocol/errors.ts';
import { subprotocol } from '../protocol/frames.ts';
import { refuseUpgrade } from './refusal.ts';
import { SessionSocket } from './session.ts';

/** A session that does not answer the close frame within this time is ended without. */
export const closeGraceMs = 2_000;

/** The library's server, set up for sessions. It makes no difference between devices. */
export function createWebSockets(
  clientFrameBytes: number,
  newId: () => string,
): Server<typeof SessionSocket> {
  const options = {
    noServer: true,
    clientTracking: false,
    // Compressed frames would depend on the session, so no two sessions could share bytes.
    perMessageDeflate: false,
    maxPayload: clientFrameBytes,
    maxFragments: 64,
    maxBufferedChunks: 1_024,
    WebSocket: SessionSocket,
    handleProtocols: () => subprotocol,
    closeTimeout: closeGraceMs,
  };
  const server: Server<typeof SessionSocket> = new WebSocketServer(options);
  server.on('wsClientError', (_error, socket) => {
    refuseUpgrade(socket as Socket, new TocsinError('upgrade_required'), newId());
  });
  return server;
}
