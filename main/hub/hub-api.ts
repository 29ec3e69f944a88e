import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { z } from 'zod';
import { TocsinError } from '../../server/protocol/errors.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { askHub, parseJson, requireSuccess } from './hub-request.ts';
import type { HubAnswer, HubRequest, Route } from './hub-request.ts';

export interface HubApiOptions {
  /** Origin of the hub, http or https. */
  hub: string;
  token: string;
  /** Asked before each request, as the settings or the network may have changed. */
  route(): Promise<Route>;
  clock?: Clock;
}

/** Parts of an address after the question mark; null and undefined are left out. */
export type Query = Record<string, string | number | null | undefined>;

export interface UploadOptions {
  query?: Query;
  signal?: AbortSignal;
  mediaType?: string;
}

const patienceMs = 20_000;
/** The hub opens and encodes an image before it answers. */
const uploadPatienceMs = 60_000;
/** The largest history or export that this laptop takes; far above what a hub sends. */
const jsonBytes = 32 * 1024 * 1024;

/**
 * What a laptop asks its hub by HTTP, with its device token. All errors are `TocsinError`:
 * `hub_unreachable`, `hub_untrusted`, `hub_answer_invalid`, or what the hub answered.
 */
export class HubApi {
  readonly #options: HubApiOptions;
  #agents = freshAgents();

  constructor(options: HubApiOptions) {
    this.#options = options;
  }

  /**
   * The way to the hub was lost: connections that were kept open may be dead without a word, and are
   * not used again.
   */
  forgetConnections(): void {
    this.#agents = freshAgents();
  }

  /** @param path with its leading slash; parts that come from elsewhere must be encoded */
  async getJson<T>(
    path: string,
    query: Query,
    schema: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const limits = { limitBytes: jsonBytes, patienceMs };
    const answer = await this.#ask(
      { method: 'GET', ...limits, ...(signal && { signal }) },
      path,
      query,
    );
    return parse(answer, schema);
  }

  /** The body as it is; one larger than `limitBytes` is `hub_answer_invalid`. */
  async download(
    path: string,
    options: { limitBytes: number; query?: Query; signal?: AbortSignal },
  ): Promise<{ bytes: Buffer; mediaType: string }> {
    const { limitBytes, query = {}, signal } = options;
    const asked = { method: 'GET' as const, limitBytes, patienceMs, ...(signal && { signal }) };
    const { bytes, mediaType } = await this.#ask(asked, path, query);
    return { bytes, mediaType };
  }

  /** Posts bytes as they are, by default without saying what they are. */
  async upload<T>(
    path: string,
    bytes: Uint8Array,
    schema: z.ZodType<T>,
    { query = {}, signal, mediaType }: UploadOptions = {},
  ): Promise<T> {
    const limits = { limitBytes: jsonBytes, patienceMs: uploadPatienceMs };
    const asked = { method: 'POST' as const, body: bytes, ...limits, ...(signal && { signal }) };
    return parse(await this.#ask(asked, path, query, mediaType), schema);
  }

  async postJson<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    const bytes = Buffer.from(JSON.stringify(body));
    return this.upload(path, bytes, schema, { mediaType: 'application/json' });
  }

  async #ask(
    asked: Pick<HubRequest, 'method' | 'body' | 'limitBytes' | 'patienceMs' | 'signal'>,
    path: string,
    query: Query,
    mediaType = 'application/octet-stream',
  ): Promise<HubAnswer> {
    const { hub, token, route, clock = systemClock } = this.#options;
    const { body } = asked;
    const url = addressOf(hub, path, query);
    const { ca, agent } = await route();
    const own = url.protocol === 'https:' ? this.#agents.https : this.#agents.http;
    const answer = await askHub({
      ...asked,
      clock,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': mediaType, 'content-length': body.length }),
      },
      route: { ca, agent: agent ?? own },
    });
    requireSuccess(answer);
    return answer;
  }
}

/** As Node's own: idle connections are closed after a while. */
function freshAgents(): { http: HttpAgent; https: HttpsAgent } {
  const options = { keepAlive: true, timeout: 5_000 };
  return { http: new HttpAgent(options), https: new HttpsAgent(options) };
}

function addressOf(hub: string, path: string, query: Query): URL {
  const url = new URL(path, hub);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function parse<T>({ bytes }: HubAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new TocsinError('hub_answer_invalid');
  return parsed.data;
}
