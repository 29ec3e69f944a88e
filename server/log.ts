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
  return pino(options, destination ?? openDestination({ dest: 2, sync: true }));
}
