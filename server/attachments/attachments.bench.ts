import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent, createServer, request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { createDesk } from '../desk/create-desk.ts';
import { createHttpApp } from '../http/app.ts';
import { createMetrics } from '../http/metrics.ts';
import { limits } from '../protocol/limits.ts';
import { AttachmentStore } from './store.ts';

/**
 * Attachments of the largest size up to the hub and down again, beside a bare `node:http` server
 * that writes the same bytes to a file and reads them from there. Each in a process of its own,
 * measured in turns. Prints JSON.
 */
const rounds = 15;
const kinds = ['hub', 'bare'] as const;

interface Ready {
  port: number;
  token: string;
}

const [kind] = process.argv.slice(2);
if (kind === 'hub') await serveHub();
else if (kind === 'bare') await serveBare();
else await measure();

async function serveHub(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const desk = await createDesk({ dataFolder });
  const app = await createHttpApp({
    proveEngine: () => Promise.resolve(null),
    desk,
    attachments: await AttachmentStore.open(dataFolder),
    findMapping: () => undefined,
    metrics: createMetrics(),
    adminToken: 'unused',
    readiness: () => null,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: pino({ level: 'silent' }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const invite = { type: 'invite.create', personName: 'Raj', side: 'sre' } as const;
  const { code } = await desk.admin(invite);
  const joined = await desk.join({ code, deviceName: 'bench', platform: 'linux' });
  tell({ port: (app.server.address() as AddressInfo).port, token: joined.deviceToken });
  await once(process, 'disconnect');
  app.server.closeAllConnections();
  await app.close();
  await desk.close();
  await rm(dataFolder, { recursive: true });
}

async function serveBare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const server = createServer((request, response) => {
    const file = join(folder, request.url?.slice(-64) ?? '');
    const answered =
      request.method === 'POST'
        ? pipeline(request, createWriteStream(file)).then(() => response.end('{}'))
        : stat(file).then(({ size }) => {
            response.setHeader('content-length', size);
            return pipeline(createReadStream(file), response);
          });
    answered.catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tell({ port: (server.address() as AddressInfo).port, token: '' });
  await once(process, 'disconnect');
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
}

function tell(ready: Ready): void {
  process.send?.(ready);
}

async function measure(): Promise<void> {
  const servers = kinds.map((name) => fork(import.meta.filename, [name]));
  const ready = await Promise.all(servers.map(readyOf));
  const agent = new Agent({ keepAlive: true });
  const durationsMs = new Map<string, number[]>();
  const note = (what: string, durationMs: number) =>
    durationsMs.set(what, [...(durationsMs.get(what) ?? []), durationMs]);
  const bytes = randomBytes(limits.attachmentBytes);
  for (let round = 0; round <= rounds; round += 1) {
    randomBytes(64).copy(bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    for (const [index, name] of kinds.entries()) {
      const server = ready[index];
      if (!server) continue;
      const up = await timed(() => ask(server, agent, 'POST', `?hash=${hash}`, bytes));
      const down = await timed(() => ask(server, agent, 'GET', `/${hash}`));
      if (!down.result.equals(bytes)) throw new Error(`${name} gave other bytes`);
      // The first one warms both up.
      if (round === 0) continue;
      note(`${name} up`, up.durationMs);
      note(`${name} down`, down.durationMs);
    }
  }
  agent.destroy();
  for (const server of servers) server.disconnect();
  const rateOf = (what: string) => bytes.length / 1_000 / medianOf(durationsMs.get(what) ?? []);
  const figures = (way: 'up' | 'down') => {
    const [own, bare] = [rateOf(`hub ${way}`), rateOf(`bare ${way}`)];
    return {
      megabytesPerSecond: Math.round(own),
      bareMegabytesPerSecond: Math.round(bare),
      ratio: Math.round((own / bare) * 1_000) / 1_000,
    };
  };
  const result = { name: 'attachments', rounds, bytes: bytes.length };
  const report = { ...result, up: figures('up'), down: figures('down') };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

async function readyOf(child: ChildProcess): Promise<Ready> {
  const [ready] = (await once(child, 'message')) as [Ready];
  return ready;
}

async function ask(
  { port, token }: Ready,
  agent: Agent,
  method: string,
  path: string,
  body?: Buffer,
): Promise<Buffer> {
  const headers = { authorization: `Bearer ${token}`, 'content-length': body?.length ?? 0 };
  const sending = requestHttp({ port, agent, method, path: `/api/attachments${path}`, headers });
  sending.end(body);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const answer = await buffer(response);
  if ((response.statusCode ?? 500) >= 300) throw new Error(answer.toString());
  return answer;
}

async function timed<Result>(work: () => Promise<Result>) {
  const startedAt = performance.now();
  const result = await work();
  return { result, durationMs: performance.now() - startedAt };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
