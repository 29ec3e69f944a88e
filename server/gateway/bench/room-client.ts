import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { ClientFrame } from '../../protocol/frames.ts';
import { clientFrame, opcodes, readFrame, upgradeRequest } from './raw-websocket.ts';

/** A session that hands on the bytes of each frame; lighter than a client library, for crowds in one process. */
export class RoomClient {
  readonly #socket: Socket;
  readonly #onText: (payload: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, onText: (payload: Buffer) => void) {
    this.#socket = socket;
    this.#onText = onText;
  }

  /** Settles after the handshake. */
  static async open(
    url: string,
    deviceToken: string,
    onText: (payload: Buffer) => void,
  ): Promise<RoomClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const client = new RoomClient(socket, onText);
    socket.setNoDelay(true).write(upgradeRequest(deviceToken));
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject).once('data', (chunk) => {
        const end = chunk.indexOf('\r\n\r\n');
        const head = chunk.toString('latin1', 0, end);
        if (end < 0 || !head.startsWith('HTTP/1.1 101')) reject(new Error(head));
        socket.on('data', (more: Buffer) => client.#receive(more));
        client.#receive(chunk.subarray(end + 4));
        resolve();
      });
    });
    return client;
  }

  send(frame: ClientFrame): void {
    this.#write(opcodes.text, Buffer.from(JSON.stringify(frame)));
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const frame = readFrame(data);
      if (!frame) break;
      if (frame.opcode === opcodes.text) this.#onText(frame.payload);
      if (frame.opcode === opcodes.ping) this.#write(opcodes.pong, frame.payload);
      data = data.subarray(frame.end);
    }
    this.#rest = data;
  }

  #write(opcode: number, payload: Buffer): void {
    this.#socket.write(clientFrame(opcode, payload));
  }
}
