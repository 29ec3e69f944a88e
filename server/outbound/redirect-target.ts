import type { IncomingMessage } from 'node:http';
import { OutboundProblem } from './outbound-problem.ts';

const always = new Set([307, 308]);
/** After these a body is left out and the method becomes GET. */
const forReading = new Set([301, 302, 303]);

/**
 * Where an answer leads on to; null when it is the answer itself. Only to the host that was called: it
 * may change to `https`, and to nothing else. What is sent is never sent in another form.
 * @throws OutboundProblem `redirect_forbidden`
 */
export function redirectTarget(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  from: URL,
  method: string,
): URL | null {
  const isFollowed = always.has(statusCode) || (method === 'GET' && forReading.has(statusCode));
  const { location } = headers;
  if (!isFollowed || location === undefined) return null;
  if (!URL.canParse(location, from.href)) {
    throw forbidden(`${from.host} redirects to what is no address.`);
  }
  const to = new URL(location, from.href);
  if (!isSameHost(from, to)) {
    throw forbidden(`${from.host} redirects elsewhere, which is not followed.`);
  }
  // A name and a password in an address would be sent along.
  if (to.username !== '' || to.password !== '') {
    throw forbidden(`${from.host} redirects with a password, which is not followed.`);
  }
  return to;
}

function isSameHost(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:';
  return isUpgrade && from.hostname === to.hostname && from.port === '' && to.port === '';
}

function forbidden(message: string): OutboundProblem {
  return new OutboundProblem('redirect_forbidden', message);
}
