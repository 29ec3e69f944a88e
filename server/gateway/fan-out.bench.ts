import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ClientReply, ClientRequest } from './bench/bench-clients.ts';
import { payloadBytes } from './bench/bench-frame.ts';
import type { ServerReply, ServerRequest } from './bench/bench-server.ts';

/**
 * Fan-out and memory of the gateway against a bare `ws` server that sends one ready buffer to each
 * session. Prints JSON. Both run at the same time and are measured in turns, each with its own
 * process of clients; needs about 20,000 file descriptors over all processes.
 */
const steps = [
  { sessions: 1_000, burstEvents: 40, singleEvents: 12, gapMs: 30 },
  { sessions: 5_000, burstEvents: 10, singleEvents: 4, gapMs: 200 },
];
const rounds = 11;
const kinds = ['tocsin', 'bare'] as const;
type Kind = (typeof kinds)[number];

interface Round {
  deliveredPerSecond: number;
  /** Of the server, for one event to one session. */
  cpuMicroseconds: number;
  p50Ms: number;
  p99Ms: number;
}

type ReplyOf<Reply extends { type: string }, Type> = Extract<Reply, { type: Type }>;

async function reply<Reply extends { type: string }, Type extends Reply['type']>(
  child: ChildProcess,
  type: Type,
): Promise<ReplyOf<Reply, Type>> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [Reply];
    if (message.type === type) return message as ReplyOf<Reply, Type>;
  }
}

/** A server, and the process with all its clients. */
class Contestant {
  readonly #server: ChildProcess;
  readonly #clients: ChildProcess;
  readonly #sayHello: boolean;
  #address: ReplyOf<ServerReply, 'ready'> | null = null;

  constructor(kind: Kind) {
    const file = (name: string) => join(import.meta.dirname, 'bench', name);
    this.#server = fork(file('bench-server.ts'), [kind], { execArgv: ['--expose-gc'] });
    this.#clients = fork(file('bench-clients.ts'));
    this.#sayHello = kind === 'tocsin';
    for (const child of [this.#server, this.#clients]) {
      child.once('exit', (code) => {
        if (code !== 0 && code !== null) process.exit(code);
      });
    }
  }

  async ready(): Promise<void> {
    this.#address = await reply<ServerReply, 'ready'>(this.#server, 'ready');
  }

  async connect(sessions: number): Promise<void> {
    if (!this.#address) throw new Error('The server is not ready.');
    const { port, token } = this.#address;
    const connected = reply<ClientReply, 'connected'>(this.#clients, 'connected');
    this.#askClients({ type: 'connect', port, token, sessions, sayHello: this.#sayHello });
    await connected;
  }

  async memory(): Promise<ReplyOf<ServerReply, 'memory'>> {
    const memory = reply<ServerReply, 'memory'>(this.#server, 'memory');
    this.#askServer({ type: 'memory' });
    return memory;
  }

  /** Sends events to all and waits until all have them. */
  async send(events: number, gapMs: number, sessions: number): Promise<Round> {
    this.#askClients({ type: 'expect', frames: events });
    await setTimeout(50);
    const received = reply<ClientReply, 'received'>(this.#clients, 'received');
    const sending = reply<ServerReply, 'sent'>(this.#server, 'sent');
    const startNs = process.hrtime.bigint();
    this.#askServer({ type: 'send', events, gapMs });
    const [{ atNs, p50Ms, p99Ms }, sent] = await Promise.all([received, sending]);
    const seconds = Number(BigInt(atNs) - startNs) / 1e9;
    const deliveries = events * sessions;
    return {
      deliveredPerSecond: deliveries / seconds,
      cpuMicroseconds: sent.cpuMicroseconds / deliveries,
      p50Ms,
      p99Ms,
    };
  }

  end(): void {
    this.#askServer({ type: 'end' });
    this.#clients.kill();
  }

  #askServer(request: ServerRequest): void {
    this.#server.send(request);
  }

  #askClients(request: ClientRequest): void {
    this.#clients.send(request);
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

async function measure(contestants: Record<Kind, Contestant>, step: (typeof steps)[number]) {
  const { sessions, burstEvents, singleEvents, gapMs } = step;
  const bursts: Record<Kind, Round[]> = { tocsin: [], bare: [] };
  const singles: Record<Kind, Round[]> = { tocsin: [], bare: [] };
  for (let index = 0; index < rounds; index += 1) {
    // In turns, and each goes first every other time, so that neither has the warmer machine.
    for (const kind of index % 2 === 0 ? kinds : kinds.toReversed()) {
      bursts[kind].push(await contestants[kind].send(burstEvents, 0, sessions));
      singles[kind].push(await contestants[kind].send(singleEvents, gapMs, sessions));
    }
  }
  const of = (kind: Kind) => ({
    deliveredPerSecond: Math.round(median(bursts[kind].map((one) => one.deliveredPerSecond))),
    cpuMicroseconds: round(median(bursts[kind].map((one) => one.cpuMicroseconds))),
    p50Ms: round(median(singles[kind].map((one) => one.p50Ms))),
    p99Ms: round(median(singles[kind].map((one) => one.p99Ms))),
  });
  // Rounds that follow each other met the same machine, so they are compared pair by pair.
  const ratioOf = (all: Record<Kind, Round[]>, figure: keyof Round): number =>
    round(median(all.tocsin.map((one, index) => one[figure] / (all.bare[index]?.[figure] ?? NaN))));
  return {
    sessions,
    tocsin: of('tocsin'),
    bare: of('bare'),
    deliveredRatio: ratioOf(bursts, 'deliveredPerSecond'),
    cpuRatio: ratioOf(bursts, 'cpuMicroseconds'),
    p99Ratio: ratioOf(singles, 'p99Ms'),
  };
}

/** Resident and used memory that each idle session costs, in a server that does nothing else. */
async function measureMemory(kind: Kind, sessions: number) {
  const one = new Contestant(kind);
  await one.ready();
  // A few sessions first, so that the code is warm and does not count.
  const warmUp = 500;
  await one.connect(warmUp);
  await one.send(20, 0, warmUp);
  const before = await one.memory();
  await one.connect(sessions);
  const after = await one.memory();
  one.end();
  const per = (bytes: number) => Math.round(bytes / (sessions - warmUp));
  return {
    residentBytes: per(after.residentBytes - before.residentBytes),
    heapBytes: per(after.heapBytes - before.heapBytes),
  };
}

const idleSessions = Math.max(...steps.map(({ sessions }) => sessions));
const idle = {
  tocsin: await measureMemory('tocsin', idleSessions),
  bare: await measureMemory('bare', idleSessions),
};
const memoryPerSession = {
  idleSessions,
  ...idle,
  residentRatio: round(idle.tocsin.residentBytes / idle.bare.residentBytes),
};

const contestants = { tocsin: new Contestant('tocsin'), bare: new Contestant('bare') };
const both = Object.values(contestants);
await Promise.all(both.map((one) => one.ready()));
const fanOut = [];
for (const step of steps) {
  for (const one of both) await one.connect(step.sessions);
  fanOut.push(await measure(contestants, step));
}
for (const one of both) one.end();
const result = { bench: 'fan-out', payloadBytes, fanOut, memoryPerSession };
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
