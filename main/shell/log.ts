import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../pager/ports.ts';
import { LogFile } from './log-file.ts';

const maxBytes = 5 * 1024 * 1024;

/** Names under which a secret could come along; whoever logs should know better. */
const secretNames = ['token', 'deviceToken', 'code', 'link', 'authorization', 'password', 'key'];

/** The log of a profile: lines of JSON in `logs/tocsin.log`, secrets blanked. */
export function openLog(profileFolder: string): Log {
  return logTo(new LogFile(join(profileFolder, 'logs', 'tocsin.log'), maxBytes));
}

/** A log that writes to this file, or to anything that takes lines. */
export function logTo(destination: { write(line: string): void }): Log {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[secret]' },
    },
    destination,
  );
}
