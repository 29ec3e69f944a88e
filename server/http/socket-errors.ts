import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { TocsinError } from '../protocol/errors.ts';
import { errorBody, toTocsinError } from './error-answer.ts';

/**
 * Answers what never became a request (too slow, too long, no HTTP) and hangs up. Node hands such
 * connections over as they are, so the answer is written by hand.
 */
export function answerSocketError(error: Error, socket: Socket, requestId: string): TocsinError {
  const known = toTocsinError(error);
  const answer = known.code === 'internal' ? new TocsinError('request_malformed') : known;
  const code = (error as NodeJS.ErrnoException).code;
  if (socket.destroyed || code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return answer;
  }
  const { httpStatus } = answer.entry;
  const body = JSON.stringify(errorBody(answer, requestId));
  const head = [
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return answer;
}
