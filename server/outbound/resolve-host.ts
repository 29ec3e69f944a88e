import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { isForbiddenAddress } from './forbidden-addresses.ts';
import { OutboundProblem } from './outbound-problem.ts';

/** Says which addresses a name has; that of the system unless a test brings its own. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

/**
 * The addresses that a host may be reached at. One forbidden address is enough to refuse them all:
 * a name that leads inside and outside is a trick or a mistake.
 * @throws OutboundProblem
 */
export async function resolveHost(
  hostname: string,
  {
    allowPrivate,
    resolve = resolveBySystem,
  }: { allowPrivate: boolean; resolve?: Resolve | undefined },
): Promise<LookupAddress[]> {
  // In addresses IPv6 stands in brackets.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const addresses = family === 0 ? await find(host, resolve) : [{ address: host, family }];
  const forbidden = addresses.find(({ address }) => isForbiddenAddress(address, allowPrivate));
  if (forbidden) {
    const remedy = isForbiddenAddress(forbidden.address, true)
      ? 'where nothing may be called'
      : 'in a private network, which the configuration does not allow';
    const message = `${host} is at ${forbidden.address}, ${remedy}.`;
    throw new OutboundProblem('address_forbidden', message);
  }
  return addresses;
}

async function find(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  try {
    const addresses = await resolve(host);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    const { code = 'no code' } = error as NodeJS.ErrnoException;
    const message = `The host ${host} is not known (${code}).`;
    throw new OutboundProblem('host_unknown', message, { cause: error });
  }
  throw new OutboundProblem('host_unknown', `The host ${host} has no address.`);
}
