import { request as requestHttp } from 'node:http';
import type { Agent } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TocsinError } from '../../server/protocol/errors.ts';
import { JoinResponse, parseJoinLink } from '../../server/protocol/join.ts';
import type { JoinLink, JoinRequest } from '../../server/protocol/join.ts';
import { limits } from '../../server/protocol/limits.ts';
import { errorCodeOf, fromFault } from './refusal.ts';

export interface Route {
  ca: string[] | undefined;
  agent: Agent | undefined;
}

const timeoutMs = 10_000;

/** @throws TocsinError `invite_malformed` */
export function readInvite(text: string): JoinLink {
  const link = parseJoinLink(text.trim());
  if (!link) throw new TocsinError('invite_malformed');
  return link;
}

/**
 * Spends the invite: this device becomes one of the hub's.
 * @throws TocsinError `invite_unknown`, `invite_expired`, `invite_used`, `hub_unreachable`,
 *   `hub_untrusted`, `hub_answer_invalid`, or whatever else of the catalogue the hub answers
 */
export async function joinHub(
  link: JoinLink,
  device: Omit<JoinRequest, 'code'>,
  route: Route,
): Promise<JoinResponse> {
  const answer = await post(new URL('/api/join', link.hub), { ...device, code: link.code }, route);
  if (answer.httpStatus !== 200 && answer.httpStatus !== 201) {
    const code = errorCodeOf(answer.body);
    if (code) throw new TocsinError(code);
    const detail = `(it answered with HTTP ${answer.httpStatus})`;
    throw new TocsinError('hub_answer_invalid', detail);
  }
  const parsed = JoinResponse.safeParse(parseJson(answer.body));
  if (!parsed.success) throw new TocsinError('hub_answer_invalid');
  return parsed.data;
}

function post(
  url: URL,
  body: JoinRequest,
  { ca, agent }: Route,
): Promise<{ httpStatus: number; body: string }> {
  const text = JSON.stringify(body);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(ca && { ca }),
      ...(agent && { agent }),
    });
    const fail = (fault: Error): void => reject(fromFault(fault).error);
    sending.on('error', fail);
    sending.on('response', (response) => {
      let received = '';
      response.setEncoding('utf8');
      response.on('error', fail);
      response.on('data', (chunk: string) => {
        received += chunk;
        if (received.length > limits.apiBodyBytes) response.destroy(new Error('answer too large'));
      });
      response.on('end', () => resolve({ httpStatus: response.statusCode ?? 0, body: received }));
    });
    sending.end(text);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
