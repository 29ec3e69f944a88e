import { request as requestHttp } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { Clock, Timer } from '../clock.ts';
import { errorOf, fromFault } from './refusal.ts';

/** The way to a hub: whom to trust, and through which proxy. */
export interface Route {
  ca: string[] | undefined;
  agent: Agent | undefined;
}

export interface HubRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string | number>;
  body?: Uint8Array;
  route: Route;
  clock: Clock;
  /** Largest answer that is taken, in bytes. */
  limitBytes: number;
  /** How long nothing may move, either way, before the hub counts as gone. */
  patienceMs: number;
  signal?: AbortSignal;
}

export interface HubAnswer {
  httpStatus: number;
  /** Without parameters, in lower case; empty when the answer has none. */
  mediaType: string;
  bytes: Buffer;
}

/** Small enough that a slow line shows progress within the patience. */
const chunkBytes = 16 * 1024;

/**
 * Sends one request to the hub and reads the answer, whatever its status. There is no limit on the
 * whole time: a large body over a slow line may take as long as it moves.
 * @throws TocsinError `hub_unreachable`, `hub_untrusted`, `hub_answer_invalid` (too large); or the
 *   reason of the signal
 */
export async function askHub(request: HubRequest): Promise<HubAnswer> {
  const isReused = { value: false };
  try {
    return await attempt(request, isReused);
  } catch (fault) {
    // The hub may have closed a kept connection just as it was used again.
    if (!isReused.value || request.signal?.aborted === true || isNoFaultOfTheLine(fault))
      throw fault;
    return attempt(request, isReused);
  }
}

/**
 * Lets an answer pass when the hub did what was asked.
 * @throws TocsinError what the hub answered, or `hub_unreachable` or `hub_answer_invalid` when
 *   something else answered in its place
 */
export function requireSuccess({ httpStatus, bytes }: HubAnswer): void {
  if (httpStatus === 200 || httpStatus === 201) return;
  const error = errorOf(bytes.toString('utf8'));
  if (error) throw error;
  // A proxy on the way takes less than the hub does.
  if (httpStatus === 413) throw new TocsinError('body_too_large');
  const detail = `(it answered with HTTP ${httpStatus})`;
  const isGateway = httpStatus >= 502 && httpStatus <= 504;
  throw new TocsinError(isGateway ? 'hub_unreachable' : 'hub_answer_invalid', detail);
}

/** What the bytes say as JSON; undefined when they are none. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isNoFaultOfTheLine(fault: unknown): boolean {
  return !(fault instanceof TocsinError && fault.detail === '(ECONNRESET)');
}

function attempt(request: HubRequest, isReused: { value: boolean }): Promise<HubAnswer> {
  const { url, method, headers, body, route, signal } = request;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const sending = send(url, {
      method,
      headers,
      ...(route.ca && { ca: route.ca }),
      ...(route.agent && { agent: route.agent }),
    });
    const patience = new Patience(request, () =>
      sending.destroy(new TocsinError('hub_unreachable', '(nothing came for too long)')),
    );
    const abort = (): void => void sending.destroy(reasonOf(signal));
    signal?.addEventListener('abort', abort, { once: true });
    const end = (): void => {
      patience.end();
      signal?.removeEventListener('abort', abort);
    };
    const fail = (fault: Error): void => {
      end();
      isReused.value = sending.reusedSocket;
      if (signal?.aborted === true) reject(reasonOf(signal));
      else reject(fault instanceof TocsinError ? fault : fromFault(fault).error);
    };
    let isAnswered = false;
    sending.on('error', (fault) => {
      // The hub may answer and hang up before it has heard all; then its answer counts.
      if (!isAnswered) fail(fault);
    });
    sending.on('response', (response) => {
      isAnswered = true;
      readAnswer(response, request.limitBytes, patience).then((answer) => {
        end();
        if (!sending.writableFinished) sending.destroy();
        resolve(answer);
      }, fail);
    });
    if (body) writeBody(sending, body, patience);
    else sending.end();
  });
}

async function readAnswer(
  response: IncomingMessage,
  limitBytes: number,
  patience: Patience,
): Promise<HubAnswer> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    patience.renew();
    received += chunk.length;
    if (received > limitBytes) throw new TocsinError('hub_answer_invalid', '(it is too large)');
    chunks.push(chunk);
  }
  const [mediaType = ''] = (response.headers['content-type'] ?? '').split(';');
  return {
    httpStatus: response.statusCode ?? 0,
    mediaType: mediaType.trim().toLowerCase(),
    bytes: Buffer.concat(chunks),
  };
}

/** Piece by piece, so that each piece that has left shows that the line is alive. */
function writeBody(sending: ClientRequest, body: Uint8Array, patience: Patience): void {
  let sent = 0;
  const next = (): void => {
    patience.renew();
    if (sending.destroyed) return;
    const chunk = body.subarray(sent, sent + chunkBytes);
    sent += chunk.length;
    if (sent < body.length) sending.write(chunk, next);
    else sending.end(chunk);
  };
  next();
}

/** Runs out when nothing moved for too long. */
class Patience {
  readonly #request: Pick<HubRequest, 'clock' | 'patienceMs'>;
  readonly #onEnd: () => void;
  #timer: Timer | null = null;
  #isOver = false;

  constructor(request: Pick<HubRequest, 'clock' | 'patienceMs'>, onEnd: () => void) {
    this.#request = request;
    this.#onEnd = onEnd;
    this.renew();
  }

  renew(): void {
    if (this.#isOver) return;
    this.#timer?.cancel();
    this.#timer = this.#request.clock.after(this.#request.patienceMs, this.#onEnd);
  }

  end(): void {
    this.#isOver = true;
    this.#timer?.cancel();
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted');
}
