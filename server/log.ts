import { destination as openDestination, pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where a secret may stand in what is logged. */
const secretPaths = [
  'key',
  'token',
  'deviceToken',
  'adminToken',
  'authorization',
  'headers.authorization',
  'headers.cookie',
  'req.headers.authorization',
  'req.headers.cookie',
  '*.key',
  '*.deviceToken',
  '*.routing_key',
];

/**
 * The hub's log: one JSON object per line, on standard error unless `destination` is given.
 * Standard output belongs to the line that says that the hub is ready.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[secret]' },
  };
  return pino(options, destination ?? openLog(2));
}

/** Lines beyond this are left out while they cannot be written. */
const waitingBytes = 1024 * 1024;

/**
 * Opens a log on a file descriptor. When it cannot be written, as on a full disk, the hub goes on: no
 * request fails because nothing could be said about it.
 */
export function openLog(fileDescriptor: number): DestinationStream {
  const log = openDestination({ dest: fileDescriptor, sync: true, maxLength: waitingBytes });
  log.on('error', () => undefined);
  return log;
}
