import type { IncomingMessage } from 'node:http';
import type { Desk, DeviceIdentity } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { subprotocol } from '../protocol/frames.ts';

/** Where devices connect. */
export const socketPath = '/api/socket';

/**
 * Decides on an upgrade request, before the connection becomes a WebSocket.
 * @throws TocsinError `path_unknown`, `origin_refused`, `subprotocol_unsupported`,
 *   `device_token_missing`, `device_token_wrong`
 */
export async function admit(request: IncomingMessage, desk: Desk): Promise<DeviceIdentity> {
  const [path] = (request.url ?? '').split('?', 1);
  if (path !== socketPath) throw new TocsinError('path_unknown');
  // Only browsers send Origin, and they would send a person's cookies and network place with it.
  if (request.headers.origin !== undefined) throw new TocsinError('origin_refused');
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  if (!offered.some((name) => name.trim() === subprotocol)) {
    throw new TocsinError('subprotocol_unsupported');
  }
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new TocsinError('device_token_missing');
  const device = await desk.findDevice(token);
  if (!device) throw new TocsinError('device_token_wrong');
  return device;
}
