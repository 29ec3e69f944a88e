import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { TocsinError } from '../protocol/errors.ts';

/** Answers an upgrade request with the error as a plain HTTP response, and ends the connection. */
export function refuseUpgrade(socket: Socket, error: TocsinError, requestId: string): void {
  const { httpStatus, retryable } = error.entry;
  const body = JSON.stringify({ error: error.toWire(), requestId });
  const headers = [
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  if (httpStatus === 401) headers.push('WWW-Authenticate: Bearer');
  if (httpStatus === 426) headers.push('Upgrade: websocket', 'Sec-WebSocket-Version: 13');
  if (retryable) headers.push('Retry-After: 1');
  socket.once('finish', () => socket.destroy());
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
