import type { Agent } from 'node:http';
import type { Session } from 'electron';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Log } from '../../pager/ports.ts';

/**
 * The way to this address through the system's proxy; undefined: directly. HTTP and HTTPS proxies
 * are used by CONNECT, without a password; SOCKS is passed over, and the log says so.
 */
export async function systemProxyAgent(
  session: Pick<Session, 'resolveProxy'>,
  url: string,
  log: Log,
): Promise<Agent | undefined> {
  const asHttp = url.replace(/^ws/, 'http');
  try {
    const { address, isUnsupported } = readProxyAnswer(await session.resolveProxy(asHttp));
    if (isUnsupported) log.warn({}, 'the system asks for a proxy of a kind that is not supported');
    return address === null ? undefined : new HttpsProxyAgent(address);
  } catch (error) {
    log.warn({ reason: String(error) }, 'the system does not say which proxy to use');
    return undefined;
  }
}

/** The first usable entry of a PAC answer such as `PROXY host:8080; DIRECT`; null: directly. */
export function readProxyAnswer(answer: string): {
  address: string | null;
  isUnsupported: boolean;
} {
  let isUnsupported = false;
  for (const entry of answer.split(';').map((part) => part.trim())) {
    const [kind = '', host = ''] = entry.split(/\s+/);
    if (kind === 'DIRECT') return { address: null, isUnsupported: false };
    if (kind === 'PROXY' && host !== '') return { address: `http://${host}`, isUnsupported: false };
    if (kind === 'HTTPS' && host !== '')
      return { address: `https://${host}`, isUnsupported: false };
    if (kind !== '') isUnsupported = true;
  }
  return { address: null, isUnsupported };
}
