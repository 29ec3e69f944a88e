import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { TocsinError } from './protocol/errors.ts';

/**
 * Lets the hub accept connections; port 0 takes any free one.
 * @returns the address at which programs on this machine reach it
 * @throws TocsinError `port_in_use`, `address_unusable`
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const cause = { cause: error };
    if (code === 'EADDRINUSE') throw new TocsinError('port_in_use', `${host}:${port}`, cause);
    throw new TocsinError('address_unusable', `${host}:${port} (${code ?? 'unknown'})`, cause);
  }
  const { address, port: boundPort } = app.server.address() as AddressInfo;
  return `http://${hostFromHere(address)}:${boundPort}`;
}

/** An address that means "every interface" is none that one can connect to. */
function hostFromHere(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
