import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { AttachmentStore } from '../attachments/store.ts';
import { GenericMapping } from '../config/mapping.ts';
import type { AdminCommand, Desk } from '../desk/contract.ts';
import { createDesk } from '../desk/create-desk.ts';
import type { DeskOptions, HubDesk } from '../desk/create-desk.ts';
import { createHttpApp } from './app.ts';
import type { HttpAppOptions } from './app.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';

export const adminToken = 'a-token-for-tests';

/** The HTTP side on a real desk with its real journal, under a clock that tests move. */
export interface HubUnderTest {
  app: FastifyInstance;
  desk: HubDesk;
  metrics: Metrics;
  /** Every line that was logged, at every level. */
  logLines: string[];
  clock: { nowMs: number };
  /** Makes an integration key; by default without a service and without a mapping. */
  createKey(
    sender: KeyCreation['sender'],
    options?: { service?: string; mapping?: string },
  ): Promise<string>;
  /** Posts JSON, or a text or bytes as they are. */
  post(url: string, body: unknown, options?: InjectOptions): Promise<Answer>;
  /** Listens on a free port of this machine and gives it. */
  listen(): Promise<number>;
  /** As when only the journal came back from a backup. */
  loseAttachments(): Promise<void>;
  close(): Promise<void>;
}
type KeyCreation = Extract<AdminCommand, { type: 'key.create' }>;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  /** The parsed body; undefined when it is empty. */
  json: unknown;
}

export const mappings: Record<string, GenericMapping> = {
  backup: GenericMapping.parse({
    key: ['$.job.host', '/', '$.job.name'],
    status: { from: '$.state', values: { bad: 'firing', good: 'resolved' } },
    severity: { from: '$.level', values: { sev1: 'critical', sev2: 'error' } },
    title: '$.text',
  }),
};

/**
 * Starts one with its own data folder.
 * @param replaceDesk puts something before the desk, as a full queue
 */
export async function startHub(
  replaceDesk: (desk: Desk) => Partial<Desk> = () => ({}),
  options: Partial<HttpAppOptions> = {},
  deskOptions: Partial<DeskOptions> = {},
): Promise<HubUnderTest> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tocsin-http-'));
  const clock = { nowMs: Date.parse('2026-11-23T05:40:00.000Z') };
  const now = () => clock.nowMs;
  const desk = await createDesk({ clock: { now }, ...deskOptions, dataFolder });
  const logLines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logLines.push(line) });
  const metrics = createMetrics();
  const app = await createHttpApp({
    proveEngine: () => Promise.resolve(null),
    attachments: await AttachmentStore.open(dataFolder),
    desk: { ...desk, ...replaceDesk(desk) },
    findMapping: (name) => mappings[name],
    metrics,
    adminToken,
    readiness: () => null,
    now,
    newId: randomUUID,
    log,
    ...options,
  });
  return {
    app,
    desk,
    metrics,
    logLines,
    clock,
    async createKey(sender, { service = null, mapping = null } = {}) {
      const name = `${sender}-${randomUUID().slice(0, 8)}`;
      const created = await desk.admin({ type: 'key.create', name, sender, service, mapping });
      return created.key;
    },
    post: async (url, body, injection) => {
      const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
      const response = await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        payload: isRaw ? body : JSON.stringify(body),
        ...injection,
      });
      const { statusCode: status, headers, body: text } = response;
      return { status, headers, text, json: text === '' ? undefined : parse(text) };
    },
    listen: async () => {
      await app.listen({ port: 0, host: '127.0.0.1' });
      return (app.server.address() as AddressInfo).port;
    },
    loseAttachments: async () => {
      await rm(join(dataFolder, 'attachments'), { recursive: true });
      await AttachmentStore.open(dataFolder);
    },
    close: async () => {
      await app.close();
      await desk.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
