import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { WebSocketServer } from 'ws';
import { createDesk } from '../../desk/create-desk.ts';
import type { CommitListener } from '../../desk/contract.ts';
import { createLog } from '../../log.ts';
import type { WireEvent } from '../../protocol/events.ts';
import { createGateway } from '../gateway.ts';
import { silentObserver } from '../observer.ts';
import { timedEvent } from './bench-frame.ts';

/** One of the two servers that are compared; started by the bench, which talks to it by messages. */
export type ServerRequest =
  { type: 'send'; events: number; gapMs: number } | { type: 'memory' } | { type: 'end' };
export type ServerReply =
  | { type: 'ready'; port: number; token: string }
  | { type: 'sent'; cpuMicroseconds: number }
  | { type: 'memory'; residentBytes: number; heapBytes: number };

interface Contestant {
  token: string;
  /** Sends one frame to every session. */
  send: () => void;
  end: () => Promise<void>;
}

const server = createServer();

async function startTocsin(): Promise<Contestant> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const desk = await createDesk({ dataFolder: folder });
  const epoch = await desk.beginEpoch();
  const { code } = await desk.admin({ type: 'invite.create', personName: 'Ada', side: 'sre' });
  const { deviceToken } = await desk.join({ code, deviceName: 'bench', platform: 'bench' });
  await setTimeout(50);
  let tell: CommitListener = () => undefined;
  let seq = desk.head();
  const gateway = createGateway({
    // Events are told without being written: the journal has a bench of its own.
    desk: {
      ...desk,
      head: () => seq,
      readSnapshot: async () => ({ ...(await desk.readSnapshot()), seq }),
      readEvents: (since, limit) =>
        Promise.resolve(eventsAfter(since, Math.min(seq, since + limit))),
      onCommitted: (listener) => ((tell = listener), () => undefined),
    },
    log: createLog('silent'),
    observer: silentObserver,
    hubVersion: 'bench',
    epoch,
    now: Date.now,
    newId,
    random: Math.random,
    // Pings would be counted as events by clients that count bytes.
    limits: { heartbeatMs: 3_600_000, linkDeadMs: 3_600_000 },
  });
  gateway.attach(server);
  return {
    token: deviceToken,
    send: () => tell([timedEvent((seq += 1))]),
    async end() {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the journal would hold, had the events been written. */
function eventsAfter(since: number, until: number): WireEvent[] {
  return Array.from({ length: until - since }, (_, index) => timedEvent(since + 1 + index));
}

function startBare(): Contestant {
  const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
  webSockets.on('connection', (socket) => socket.on('error', () => undefined));
  let seq = 0;
  return {
    token: 'none',
    send() {
      const event = timedEvent((seq += 1));
      const buffer = Buffer.from(JSON.stringify({ type: 'event', event }));
      for (const socket of webSockets.clients) socket.send(buffer, { binary: false });
    },
    end: () => Promise.resolve(),
  };
}

async function answer(contestant: Contestant, request: ServerRequest): Promise<void> {
  if (request.type === 'send') {
    const before = process.cpuUsage();
    for (let event = 0; event < request.events; event += 1) {
      contestant.send();
      await (request.gapMs > 0 ? setTimeout(request.gapMs) : setImmediate());
    }
    const { user, system } = process.cpuUsage(before);
    process.send?.({ type: 'sent', cpuMicroseconds: user + system } satisfies ServerReply);
  } else if (request.type === 'memory') {
    for (let round = 0; round < 5; round += 1) {
      globalThis.gc?.();
      await setTimeout(100);
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    const memory = { residentBytes: rss, heapBytes: heapUsed + external };
    process.send?.({ type: 'memory', ...memory } satisfies ServerReply);
  } else {
    await contestant.end();
    process.exit(0);
  }
}

process.once('disconnect', () => process.exit(1));
const contestant = process.argv[2] === 'tocsin' ? await startTocsin() : startBare();
process.on('message', (request: ServerRequest) => void answer(contestant, request));
server.listen(0, '127.0.0.1', 4_096, () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ type: 'ready', port, token: contestant.token } satisfies ServerReply);
});
