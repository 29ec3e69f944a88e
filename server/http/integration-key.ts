import type { FastifyRequest } from 'fastify';
import type { Desk, Integration } from '../desk/contract.ts';
import type { SenderKind } from '../protocol/alert.ts';
import { TocsinError } from '../protocol/errors.ts';

/** Longer than any key, short enough to hash without a thought. */
const keyLength = 256;

/**
 * The integration key of a request: in its path, else as Bearer token, as Basic password (or user,
 * when there is no password), or in the header `X-Tocsin-Key` or `X-Routing-Key`.
 */
export function readKey(request: FastifyRequest): string | undefined {
  const { key } = request.params as { key?: string };
  return key ?? readAuthorization(request.headers.authorization) ?? readKeyHeader(request);
}

/** The token of an Authorization header, whether Bearer or Basic. */
export function readAuthorization(header: string | undefined): string | undefined {
  const match = /^(bearer|basic) +(\S+) *$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, scheme = '', credentials = ''] = match;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  const [user = '', ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return password.join(':') || user || undefined;
}

function readKeyHeader(request: FastifyRequest): string | undefined {
  const header = request.headers['x-tocsin-key'] ?? request.headers['x-routing-key'];
  const text = typeof header === 'string' ? header.trim() : '';
  return text === '' ? undefined : text;
}

/**
 * The integration that a key belongs to, if it may send as `sender`.
 * @throws TocsinError `key_missing`, `key_unknown`, `key_revoked`, `key_wrong_sender`
 */
export async function findSendingIntegration(
  desk: Pick<Desk, 'findIntegration'>,
  key: string | undefined,
  sender: SenderKind,
): Promise<Integration> {
  if (key === undefined) throw new TocsinError('key_missing');
  const integration = key.length <= keyLength ? await desk.findIntegration(key) : null;
  if (!integration) throw new TocsinError('key_unknown');
  if (integration.revokedAt !== null) throw new TocsinError('key_revoked');
  if (integration.sender !== sender) {
    throw new TocsinError('key_wrong_sender', `It is for ${integration.sender}.`);
  }
  return integration;
}
