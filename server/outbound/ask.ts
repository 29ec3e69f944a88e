import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { redirectTarget } from './redirect-target.ts';
import { OutboundProblem, describeFailure } from './outbound-problem.ts';
import { resolveHost } from './resolve-host.ts';
import type { Resolve } from './resolve-host.ts';

export interface OutboundRequest {
  /** `http` or `https`; its host is one that the config names. */
  url: string;
  method: 'GET' | 'POST' | 'PUT';
  /** In lower case, beside those that every request has. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** To the last byte, redirects included. */
  timeoutMs: number;
  /** Of the answer; whatever is beyond is not read. */
  maxBytes: number;
  /** Whether the host may be on this machine or in a private network. */
  allowPrivateAddresses: boolean;
  /** Ends it early. */
  signal: AbortSignal;
  /** That of the system unless given. */
  resolve?: Resolve;
}

export interface OutboundAnswer {
  status: number;
  /** At most `maxBytes`. */
  body: Buffer;
  /** Whether more would have come. */
  isCut: boolean;
}

/** Redirects that one request follows. */
const redirects = 3;

/**
 * Calls an address that the config names, and nothing behind it: the host is resolved once, forbidden
 * addresses are refused, and the connection goes to the address that was looked at.
 * @throws OutboundProblem, or the reason of `signal` when that ended it
 */
export async function ask(request: OutboundRequest): Promise<OutboundAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = AbortSignal.any([request.signal, timeout]);
  const url = new URL(request.url);
  try {
    return await follow({ ...request, signal }, url);
  } catch (error) {
    request.signal.throwIfAborted();
    if (!timeout.aborted) throw describeFailure(error, url.host);
    const message = `${url.host} did not answer in full within ${request.timeoutMs / 1_000} s.`;
    throw new OutboundProblem('too_slow', message, { cause: error });
  }
}

async function follow(request: OutboundRequest, first: URL): Promise<OutboundAnswer> {
  let url = first;
  for (let count = 0; ; count += 1) {
    const answer = await call(request, url);
    const { statusCode: status = 0 } = answer;
    const target = redirectTarget(answer, url, request.method);
    if (target === null) return { status, ...(await readBody(answer, request.maxBytes)) };
    answer.destroy();
    if (count === redirects) {
      const message = `${first.host} redirects more than ${redirects} times.`;
      throw new OutboundProblem('redirect_forbidden', message);
    }
    url = target;
  }
}

async function call(request: OutboundRequest, url: URL): Promise<IncomingMessage> {
  const { method, headers, body, signal, allowPrivateAddresses, resolve } = request;
  const resolving = resolveHost(url.hostname, { allowPrivate: allowPrivateAddresses, resolve });
  const addresses = await orAborted(resolving, signal);
  const options: RequestOptions = {
    method,
    signal,
    // A connection of its own, to an address that was looked at; nothing is kept for the next one.
    agent: false,
    lookup: pinTo(addresses),
    headers: {
      'user-agent': 'tocsin',
      'accept-encoding': 'identity',
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    },
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolveAnswer, reject) => {
    const sent = send(url, options, resolveAnswer);
    sent.on('error', reject);
    sent.on('close', () => reject(new OutboundProblem('broken', `${url.host} broke off.`)));
    sent.end(body);
  });
}

/** Whoever asks for the name again gets what was looked at, so that it cannot change in between. */
function pinTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

async function readBody(
  answer: IncomingMessage,
  maxBytes: number,
): Promise<Pick<OutboundAnswer, 'body' | 'isCut'>> {
  const parts: Buffer[] = [];
  let length = 0;
  // Leaving the loop early ends the connection.
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return { body: Buffer.concat(parts).subarray(0, maxBytes), isCut: length > maxBytes };
}

/** A name that takes its time to be found is not waited for any longer than the whole. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
