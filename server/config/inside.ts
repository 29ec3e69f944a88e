import { isIP } from 'node:net';
import type { z } from 'zod';
import { isForbiddenAddress } from '../outbound/forbidden-addresses.ts';

interface Called {
  url?: string;
  host?: string;
  allowPrivateAddresses: boolean;
}

/**
 * Refuses what leads to this machine or into a private network, unless that is allowed, and what leads to
 * where clouds tell secrets. Names are looked up when they are called; there the same is refused.
 */
export function refuseInside(called: Called, context: z.RefinementCtx): void {
  const { url, host, allowPrivateAddresses } = called;
  const hostname = host ?? (url !== undefined && URL.canParse(url) ? new URL(url).hostname : '');
  const bare = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const address = /^(?:.*\.)?localhost$/.test(bare) ? '127.0.0.1' : bare;
  if (isIP(address) === 0 || !isForbiddenAddress(address, allowPrivateAddresses)) return;
  const message = isForbiddenAddress(address, true)
    ? 'Nothing may be called at this address.'
    : 'This is on this machine or in a private network: if it is meant, set `allowPrivateAddresses: true`.';
  context.addIssue({ code: 'custom', path: [url === undefined ? 'host' : 'url'], message });
}
