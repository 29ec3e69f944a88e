import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { ageOf, frameBytes } from './bench-frame.ts';
import { clientFrame, opcodes, upgradeRequest } from './raw-websocket.ts';

/**
 * Many sessions in one process. They read raw sockets and count bytes, so that what is measured is
 * the server and not a client library.
 */
export type ClientRequest =
  | { type: 'connect'; port: number; token: string; sessions: number; sayHello: boolean }
  /** Tells when every session got so many frames. */
  | { type: 'expect'; frames: number };
export type ClientReply =
  { type: 'connected' } | { type: 'received'; atNs: string; p50Ms: number; p99Ms: number };

const hello = JSON.stringify({
  type: 'hello',
  since: null,
  hubId: null,
  epoch: null,
  client: { version: 'bench', platform: 'bench' },
});
/** At once; more would overflow the queue of connections. */
const connectsAtOnce = 200;

let bytes = 0;
let expectedBytes = Infinity;
let ages: number[] = [];
const sockets: Socket[] = [];

function onData(chunk: Buffer): void {
  const nowNs = process.hrtime.bigint();
  bytes += chunk.length;
  const age = ageOf(chunk, nowNs);
  const frames = Math.max(1, Math.round(chunk.length / frameBytes));
  if (age !== null) for (let frame = 0; frame < frames; frame += 1) ages.push(age);
  if (bytes < expectedBytes) return;
  expectedBytes = Infinity;
  ages.sort((a, b) => a - b);
  const at = (share: number) => ages[Math.floor(ages.length * share)] ?? NaN;
  const reply = { atNs: String(nowNs), p50Ms: at(0.5), p99Ms: at(0.99) };
  process.send?.({ type: 'received', ...reply } satisfies ClientReply);
}

function open({
  port,
  token,
  sayHello,
}: {
  port: number;
  token: string;
  sayHello: boolean;
}): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', reject).on('close', () => reject(new Error('The server hung up.')));
    socket.write(upgradeRequest(token));
    let text = '';
    const onGreeting = (chunk: Buffer): void => {
      const isFirst = text === '';
      text += chunk.toString('latin1');
      if (!text.startsWith('HTTP/1.1 101')) reject(new Error(text.slice(0, 200)));
      if (isFirst && sayHello) socket.write(clientFrame(opcodes.text, Buffer.from(hello)));
      if (sayHello && !text.includes('"type":"live"')) return;
      socket.off('data', onGreeting).on('data', onData);
      resolve();
    };
    socket.on('data', onGreeting);
  });
}

async function answer(request: ClientRequest): Promise<void> {
  if (request.type === 'expect') {
    bytes = 0;
    ages = [];
    expectedBytes = request.frames * frameBytes * sockets.length;
    return;
  }
  while (sockets.length < request.sessions) {
    const count = Math.min(connectsAtOnce, request.sessions - sockets.length);
    await Promise.all(Array.from({ length: count }, () => open(request)));
  }
  process.send?.({ type: 'connected' } satisfies ClientReply);
}

process.once('disconnect', () => process.exit(1));
process.on('message', (request: ClientRequest) => void answer(request));
