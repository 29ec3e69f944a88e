import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AttachmentStore } from '../attachments/store.ts';
import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import { createTokenCheck } from './admin-token.ts';
import { addApiRoutes } from './api-routes.ts';
import { addAttachmentRoutes } from './attachment-routes.ts';
import { ByteBudget } from './byte-budget.ts';
import { addContextRoutes } from './context-routes.ts';
import { createDeviceDoor } from './device-auth.ts';
import { createFailedAttempts } from './failed-attempts.ts';
import { createGenericReader } from './generic-reader.ts';
import type { FindMapping } from './generic-reader.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addIngestRoutes } from './ingest-routes.ts';
import { takeRawBodies } from './json-body.ts';
import type { Metrics } from './metrics.ts';
import { addLinkRoutes } from './link-routes.ts';
import { addPagerdutyRoutes } from './pagerduty-routes.ts';
import { createRefusal } from './refusal.ts';
import { addOnCallRoutes } from './oncall-routes.ts';
import { addReportRoutes } from './report-routes.ts';
import { addRoomRoutes } from './room-routes.ts';
import { addChannelRoutes } from './channel-routes.ts';
import { addRunbookRoutes } from './runbook-routes.ts';
import { JournalHealth } from './journal-health.ts';
import { logAnswers, withoutAddresses } from './request-log.ts';
import { limitRequestTime, longestRequestMs } from './request-time.ts';
import { answerSocketError } from './socket-errors.ts';

export interface HttpAppOptions {
  desk: Desk;
  attachments: AttachmentStore;
  /** Asked for each request, so that a changed config is in force at once. */
  findMapping: FindMapping;
  metrics: Metrics;
  /** Never empty; known to whoever may administer the hub. */
  adminToken: string;
  /** Why the hub takes no work now, apart from its journal; null when it does. */
  readiness: () => ErrorCode | null | Promise<ErrorCode | null>;
  /** What is wrong with the engine after a whole cycle that begins after the call; null: nothing. */
  proveEngine: () => Promise<string | null>;
  /** Origin at which the hub is reached from outside; null: as whoever asks reached it. */
  publicUrl?: string | null;
  /** Epoch ms. */
  now: () => number;
  newId: () => string;
  log: Logger;
  /** How long a request may take to arrive, but for uploads. Default: `limits.requestTimeoutMs`. */
  requestTimeoutMs?: number;
}

/** The hub shows no pages, and whether it is reached over TLS is for the proxy before it to say. */
const browserHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  strictTransportSecurity: false,
};

/** Longer than the 60 s after which common proxies drop an idle connection, so that they do it first. */
const keepAliveMs = 75_000;

/**
 * Whether a request may leave HTTP. Some clients offer HTTP/2 along with each request (Java's own by
 * default): they mean the request all the same, and get it answered.
 */
function asksForWebSocket({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade?.trim().toLowerCase() === 'websocket';
}

/**
 * Creates the HTTP side of the hub, ready to listen. The gateway attaches itself to `app.server`.
 * Nothing that a key may stand in (address, headers, body) is ever logged; log lines name the route.
 */
export async function createHttpApp(options: HttpAppOptions): Promise<FastifyInstance> {
  const { desk, log, metrics, newId, requestTimeoutMs = limits.requestTimeoutMs } = options;
  const journal = new JournalHealth(options.now);
  const refuse = createRefusal(log, metrics, journal);
  const app: FastifyInstance = fastify({
    loggerInstance: withoutAddresses(log),
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit: limits.ingestBodyBytes,
    requestTimeout: longestRequestMs(
      requestTimeoutMs,
      limits.attachmentBytes,
      limits.attachmentBytesPerSecond,
    ),
    keepAliveTimeout: keepAliveMs,
    http: {
      shouldUpgradeCallback: asksForWebSocket,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs / 2),
    },
    // While closing, what still comes over open connections is answered like everything else.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    clientErrorHandler: (error, socket) => {
      const { code } = answerSocketError(error, socket, newId());
      log.debug({ code }, 'connection refused');
    },
  });

  app.decorateRequest('integration', null);
  takeRawBodies(app);
  limitRequestTime(app, requestTimeoutMs);
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((request, reply) =>
    refuse(new TocsinError('path_unknown'), request, reply),
  );
  logAnswers(app, log);

  const ingestParts = {
    ...options,
    failedAttempts: await createFailedAttempts(app),
    budget: new ByteBudget(limits.ingestBytesUnderWay),
    keylessBudget: new ByteBudget(limits.keylessBytesUnderWay),
    readMapped: createGenericReader(options.findMapping),
  };
  addIngestRoutes(app, ingestParts);
  addPagerdutyRoutes(app, ingestParts);
  const [failedJoins, failedAdmins] = [
    await createFailedAttempts(app),
    await createFailedAttempts(app),
  ];
  const door = await createDeviceDoor(app, desk);
  const contextParts = {
    desk,
    isAdminToken: createTokenCheck(options.adminToken),
    failed: await createFailedAttempts(app),
    budget: ingestParts.budget,
  };
  // Only these can be opened in a browser; on the way of alerts the headers would cost time.
  await app.register(async (pages) => {
    await pages.register(helmet, browserHeaders);
    addApiRoutes(pages, { ...options, desk, failedJoins, failedAdmins });
    addRoomRoutes(pages, { desk, door });
    addRunbookRoutes(pages, { desk, door });
    addChannelRoutes(pages, { desk, door });
    addReportRoutes(pages, { desk, door });
    addOnCallRoutes(pages, {
      ...{ desk, door, failed: await createFailedAttempts(app), budget: ingestParts.budget },
      publicUrl: options.publicUrl ?? null,
    });
    await addAttachmentRoutes(pages, {
      desk,
      attachments: options.attachments,
      door,
      budget: new ByteBudget(limits.attachmentBytesUnderWay),
    });
    addContextRoutes(pages, contextParts);
    await addLinkRoutes(pages, {
      ...{ desk, now: options.now, failed: await createFailedAttempts(app) },
    });
    const readiness = async () => (await options.readiness()) ?? journal.problem;
    addHealthRoutes(pages, { metrics, readiness, proveEngine: options.proveEngine });
  });
  await app.ready();
  return app;
}
