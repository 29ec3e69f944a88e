import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { ClientFrame } from '../../server/protocol/frames.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import { raj, t0 } from './factory.ts';

/** Speaks the frames of a hub, good and bad ones, exactly as a test tells it to. */
export class SmallHub {
  readonly server: Server;
  readonly #sockets: WebSocketServer;
  readonly #connections = new Set<Duplex>();
  readonly upgrades: IncomingMessage[] = [];
  /** Frames received, over all sessions. */
  readonly frames: ClientFrame[] = [];
  readonly sessions: WebSocket[] = [];
  /** Answers the upgrade with this instead of a session. */
  refusal: { httpStatus: number; body: string } | null = null;
  /** Takes upgrades and never answers. */
  isDumb = false;
  onFrame: (frame: ClientFrame) => void = () => undefined;

  private constructor() {
    this.server = createServer((_request, response) => response.writeHead(404).end());
    this.#sockets = new WebSocketServer({ noServer: true });
    this.server.on('upgrade', (request, socket, head) => {
      this.upgrades.push(request);
      socket.on('error', () => undefined);
      this.#connections.add(socket);
      if (this.isDumb) return;
      if (this.refusal) {
        const { httpStatus, body } = this.refusal;
        socket.end(`HTTP/1.1 ${httpStatus} No\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (session) => this.#take(session));
    });
  }

  static async start(): Promise<SmallHub> {
    const hub = new SmallHub();
    hub.server.listen(0, '127.0.0.1');
    await once(hub.server, 'listening');
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sends to the newest session. */
  send(...frames: (HubFrame | string)[]): void {
    for (const frame of frames) {
      this.sessions.at(-1)?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    }
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #take(session: WebSocket): void {
    this.sessions.push(session);
    session.on('message', (data: Buffer) => {
      const frame = ClientFrame.parse(JSON.parse(data.toString('utf8')));
      this.frames.push(frame);
      this.onFrame(frame);
    });
  }
}

export function welcome(change: Partial<Extract<HubFrame, { type: 'welcome' }>> = {}): HubFrame {
  return {
    type: 'welcome',
    session: 's1',
    hubId: 'h1',
    epoch: 'e1',
    hubVersion: '0.1.0',
    serverTime: t0,
    you: { person: raj, deviceId: 'd1' },
    head: 0,
    resume: 'replay',
    heartbeatMs: 10_000,
    ...change,
  };
}
