import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { HubDesk } from './desk/create-desk.ts';
import { crashAfterAnswer, withoutFanOutOfSenders } from './fault.ts';
import type { Fault } from './fault.ts';
import { createGateway } from './gateway/gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Metrics } from './http/metrics.ts';
import { readVersion } from './version.ts';

export interface HubGatewayParts {
  desk: HubDesk;
  metrics: Metrics;
  log: Logger;
  /** Epoch ms. */
  now: () => number;
  newId: () => string;
  epoch: string;
  fault: Fault | null;
  /** See `GatewayOptions`. */
  linkNow: (() => number) | undefined;
}

/** The WebSocket side of a hub, on its HTTP server. */
export function openGateway(server: Server, parts: HubGatewayParts): Gateway {
  const { desk, metrics, log, now, newId, epoch, fault, linkNow } = parts;
  const gateway = createGateway({
    ...{ log, now, newId, epoch, random: Math.random, hubVersion: readVersion() },
    desk: fault ? withoutFanOutOfSenders(desk) : desk,
    observer: metrics.gateway,
    ...(linkNow && { linkNow }),
  });
  gateway.attach(server);
  if (fault) crashAfterAnswer(server);
  return gateway;
}
