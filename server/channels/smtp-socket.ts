import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { EmailChannel } from '../config/channels.ts';
import { OutboundProblem, describeFailure } from '../outbound/outbound-problem.ts';
import { resolveHost } from '../outbound/resolve-host.ts';

/**
 * Connects to the mail server of the config, at an address that was looked at: private ones only where
 * the config allows that. Addresses are tried one after the other.
 * @throws OutboundProblem, or the reason of `signal` when that ended it
 */
export async function connectToMailServer(
  { host, allowPrivateAddresses }: Pick<EmailChannel, 'host' | 'allowPrivateAddresses'>,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await resolveHost(host, { allowPrivate: allowPrivateAddresses });
  let problem: unknown;
  for (const { address } of addresses) {
    signal.throwIfAborted();
    try {
      return await connectTo(address, port, signal);
    } catch (error) {
      problem = error;
    }
  }
  signal.throwIfAborted();
  if (problem) throw describeFailure(problem, `${host}:${port}`);
  throw new OutboundProblem('host_unknown', `The host ${host} has no address.`);
}

function connectTo(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const abort = () => socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.once('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
