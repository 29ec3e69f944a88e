import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { subprotocol } from '../../protocol/frames.ts';
import type { ClientFrame } from '../../protocol/frames.ts';

const textOpcode = 1;
const pingOpcode = 9;
const pongOpcode = 10;

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
    socket
      .setNoDelay(true)
      .write(
        [
          'GET /api/socket HTTP/1.1',
          'Host: localhost',
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          `Sec-WebSocket-Protocol: ${subprotocol}`,
          `Authorization: Bearer ${deviceToken}`,
          '\r\n',
        ].join('\r\n'),
      );
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
    this.#write(textOpcode, Buffer.from(JSON.stringify(frame)));
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const frame = readFrame(data);
      if (!frame) break;
      if (frame.opcode === textOpcode) this.#onText(frame.payload);
      if (frame.opcode === pingOpcode) this.#write(pongOpcode, frame.payload);
      data = data.subarray(frame.end);
    }
    this.#rest = data;
  }

  /** With a mask of zeros, which leaves the payload as it is. */
  #write(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
    this.#socket.write(Buffer.concat([Buffer.from([0x80 | opcode, ...size, 0, 0, 0, 0]), payload]));
  }
}

/** The first whole frame; null when more must come. */
function readFrame(data: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  if (data.length < 2) return null;
  const short = data.readUInt8(1) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (data.length < start) return null;
  const length =
    short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  const end = start + length;
  if (data.length < end) return null;
  return { opcode: data.readUInt8(0) & 0x0f, payload: data.subarray(start, end), end };
}
