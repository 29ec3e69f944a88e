import { subprotocol } from '../../protocol/frames.ts';

/** Opcodes of RFC 6455. */
export const opcodes = { text: 1, ping: 9, pong: 10 } as const;

/** What a device asks for when it connects. */
export function upgradeRequest(deviceToken: string): string {
  return [
    'GET /api/socket HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${subprotocol}`,
    `Authorization: Bearer ${deviceToken}`,
    '\r\n',
  ].join('\r\n');
}

/** A client's frame of less than 64 KiB, with a mask of zeros, which leaves the payload as it is. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...size, 0, 0, 0, 0]), payload]);
}

/** The first whole frame of a server; null when more must come. */
export function readFrame(data: Buffer): { opcode: number; payload: Buffer; end: number } | null {
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
