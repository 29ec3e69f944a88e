import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { HubFrame, subprotocol } from '../protocol/frames.ts';
import type { ClientFrame } from '../protocol/frames.ts';

export interface ConnectOptions {
  /** Answer pings. Default: true. */
  autoPong?: boolean;
}

type FrameOf<Type extends HubFrame['type']> = Extract<HubFrame, { type: Type }>;

/** A client that checks every frame against the protocol and keeps them all, for tests. */
export class TestDevice {
  readonly socket: WebSocket;
  readonly frames: HubFrame[] = [];
  #read = 0;
  #since = 0;
  #closed: { code: number; reason: string } | null = null;
  #wake: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.frames.push(HubFrame.parse(JSON.parse(data.toString())));
      this.#wake();
    });
    socket.on('close', (code, reason) => {
      this.#closed = { code, reason: reason.toString() };
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  static async connect(
    port: number,
    deviceToken: string,
    options: ConnectOptions,
  ): Promise<TestDevice> {
    const settings: ClientOptions = {
      headers: { authorization: `Bearer ${deviceToken}` },
      perMessageDeflate: false,
      ...options,
    };
    const url = `ws://127.0.0.1:${port}/api/socket`;
    const device = new TestDevice(new WebSocket(url, subprotocol, settings));
    await once(device.socket, 'open');
    return device;
  }

  hello(
    since: number | null,
    hubId: string | null,
    epoch: string | null = null,
    zone?: string,
  ): void {
    this.#since = since ?? 0;
    const client = { version: '0', platform: 'test' };
    this.send({ type: 'hello', since, hubId, epoch, client, zone });
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The connection below, to do to it what a network does. */
  get raw(): Socket {
    return (this.socket as unknown as { _socket: Socket })._socket;
  }

  /** The next frame of this type that was not asked for yet; those before it are passed over. */
  async next<Type extends HubFrame['type']>(type: Type): Promise<FrameOf<Type>> {
    for (;;) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++];
        if (frame?.type === type) return frame as FrameOf<Type>;
      }
      if (this.#closed) throw new Error(`Closed with ${JSON.stringify(this.#closed)}, no ${type}.`);
      await this.#news();
    }
  }

  /** Settles when `isReached` is true; looks again at each frame. */
  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      if (this.#closed) throw new Error(`Closed with ${JSON.stringify(this.#closed)}.`);
      await this.#news();
    }
  }

  async closed(): Promise<{ code: number; reason: string }> {
    while (!this.#closed) await this.#news();
    return this.#closed;
  }

  /** `seq` of each event in the order of arrival. */
  seqs(): number[] {
    return this.frames.flatMap((frame) => (frame.type === 'event' ? [frame.event.seq] : []));
  }

  /** Last `seq` that this client knows. */
  cursor(): number {
    return this.frames.reduce((cursor, frame) => {
      if (frame.type === 'event') return frame.event.seq;
      if (frame.type === 'snapshot' && frame.last) return frame.seq;
      return cursor;
    }, this.#since);
  }

  drop(): void {
    this.socket.terminate();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
