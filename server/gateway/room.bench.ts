import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { createDesk } from '../desk/create-desk.ts';
import type { HubFrame } from '../protocol/frames.ts';
import { RoomClient } from './bench/room-client.ts';

/**
 * Many people in one room, each sending a message a second, through a real hub process and real
 * sockets: is anything lost, does everybody have the same order, and how long does a message take to
 * all the others. Prints one line of JSON; the argument is for how many seconds they talk.
 */
const peopleCount = 200;
const seconds = Number(process.argv[2] ?? 60);
const dataFolder = mkdtempSync(join(tmpdir(), 'tocsin-room-bench-'));

interface Message {
  messageId: string;
  sender: number;
  sentAtMs: number;
}

/** Enrols everybody and opens the incident, before the hub that is measured begins. */
async function prepare(): Promise<{ tokens: string[]; incidentId: string; since: number }> {
  const desk = await createDesk({ dataFolder });
  const tokens: string[] = [];
  for (let index = 0; index < peopleCount; index += 1) {
    const side = index % 2 === 0 ? 'sre' : 'developer';
    const personName = `Person ${index}`;
    const { code } = await desk.admin({ type: 'invite.create', personName, side });
    tokens.push((await desk.join({ code, deviceName: 'laptop', platform: 'bench' })).deviceToken);
  }
  const alert = {
    severity: 'error',
    service: 'checkout',
    title: 'It broke',
    dedupKey: null,
  } as const;
  await desk.admin({ type: 'alert.send', ...alert, action: 'fire' });
  const { incidents, seq } = await desk.readSnapshot();
  await desk.close();
  return { tokens, incidentId: incidents[0]?.id ?? '', since: seq };
}

async function startHub() {
  const tocsin = join(import.meta.dirname, '..', 'cli', 'tocsin.ts');
  const words = [tocsin, 'hub', '--data', dataFolder, '--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) process.exit(code);
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return { url, child };
}

/** Tenths of a millisecond; the last one holds all that took longer. */
class Latencies {
  readonly #counts = new Uint32Array(100_000);
  count = 0;
  maxMs = 0;

  add(ms: number): void {
    this.count += 1;
    this.maxMs = Math.max(this.maxMs, ms);
    const bucket = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(ms * 10)));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
  }

  at(share: number): number {
    let seen = 0;
    const bucket = this.#counts.findIndex((count) => (seen += count) > this.count * share);
    return (bucket + 1) / 10;
  }
}

/** What all sessions heard: the first to hear a frame sets what the others must hear. */
class Audience {
  readonly latencies = new Latencies();
  readonly sent = new Map<string, Message>();
  appliedCount = 0;
  messageCount = 0;
  outOfOrder = 0;
  readonly #frames: { bytes: Buffer; message: Message | null }[] = [];
  readonly #heard: number[] = [];

  /** Frames after the session was live, in order of arrival. */
  hear(session: number, payload: Buffer): void {
    const nowMs = performance.now();
    if (payload.includes('"type":"reply"')) {
      this.appliedCount += payload.includes('"verdict":"applied"') ? 1 : 0;
      return;
    }
    if (!payload.subarray(0, 20).includes('"type":"event"')) return;
    const place = this.#heard[session] ?? 0;
    this.#heard[session] = place + 1;
    const known = this.#frames[place] ?? this.#learn(place, payload);
    if (!known.bytes.equals(payload)) this.outOfOrder += 1;
    if (known.message && known.message.sender !== session) {
      this.latencies.add(nowMs - known.message.sentAtMs);
    }
  }

  #learn(place: number, payload: Buffer): { bytes: Buffer; message: Message | null } {
    const frame = JSON.parse(payload.toString()) as HubFrame;
    const event = frame.type === 'event' ? frame.event : null;
    const message =
      event?.type === 'message.posted' ? (this.sent.get(event.messageId) ?? null) : null;
    if (message) this.messageCount += 1;
    const learnt = { bytes: Buffer.from(payload), message };
    this.#frames[place] = learnt;
    return learnt;
  }
}

async function talk(
  clients: readonly RoomClient[],
  audience: Audience,
  incidentId: string,
): Promise<void> {
  const startMs = performance.now();
  const gapMs = 1_000 / peopleCount;
  for (let count = 0; count < seconds * peopleCount; count += 1) {
    const waitMs = startMs + count * gapMs - performance.now();
    if (waitMs > 1) await setTimeout(waitMs);
    const sender = count % peopleCount;
    const messageId = newId();
    audience.sent.set(messageId, { messageId, sender, sentAtMs: performance.now() });
    const text = `Message ${count}: the error ratio of web-${sender} is at ${count % 100}%, see the graph.`;
    clients[sender]?.send({
      type: 'command',
      id: messageId,
      command: {
        ...{ type: 'message.post', incidentId, kind: 'message', text, replyTo: null },
        attachments: [],
      },
    });
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

const { tokens, incidentId, since } = await prepare();
const hub = await startHub();
try {
  const audience = new Audience();
  const clients = await Promise.all(
    tokens.map(async (token, session) => {
      let setLive: () => void = () => undefined;
      const live = new Promise<void>((resolve) => (setLive = resolve));
      let isLive = false;
      const client = await RoomClient.open(hub.url, token, (payload) => {
        if (isLive) audience.hear(session, payload);
        else if (payload.includes('"type":"live"')) {
          isLive = true;
          setLive();
        }
      });
      const of = { version: 'bench', platform: 'bench' };
      client.send({ type: 'hello', since, hubId: null, epoch: null, client: of });
      await live;
      client.send({ type: 'presence', rooms: [incidentId], isPresent: true, typingIn: null });
      return client;
    }),
  );
  await talk(clients, audience, incidentId);
  const { sent, latencies } = audience;
  const expected = sent.size * (peopleCount - 1);
  const deadlineMs = performance.now() + 30_000;
  const isDone = () => latencies.count >= expected && audience.appliedCount >= sent.size;
  while (!isDone() && performance.now() < deadlineMs) await setTimeout(20);
  const result = {
    ...{ bench: 'room', people: peopleCount, seconds, sent: sent.size },
    ...{ answered: audience.appliedCount, receptions: latencies.count },
    lost: expected - latencies.count,
    isOrderEqual: audience.outOfOrder === 0 && audience.messageCount === sent.size,
    p50Ms: rounded(latencies.at(0.5)),
    p99Ms: rounded(latencies.at(0.99)),
    maxMs: rounded(latencies.maxMs),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  for (const client of clients) client.close();
  if (result.lost !== 0 || !result.isOrderEqual) process.exitCode = 1;
} finally {
  hub.child.kill('SIGTERM');
  await once(hub.child, 'exit');
  rmSync(dataFolder, { recursive: true, force: true });
}
