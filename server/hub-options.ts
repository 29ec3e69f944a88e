import type { Logger } from 'pino';
import type { Fault } from './fault.ts';

export interface HubOptions {
  dataFolder: string;
  host: string;
  /** 0: any free one. */
  port: number;
  /** Null: the defaults. */
  configFile: string | null;
  /** Origin at which devices and senders reach the hub; null: where it listens. */
  publicUrl: string | null;
  log: Logger;
  fault: Fault | null;
}

export interface Hub {
  url: string;
  publicUrl: string;
  /** @throws TocsinError `config_invalid`; then the old config stays in force */
  reloadConfig(): Promise<void>;
  /** Answers what is under way, ends the sessions, writes what waits. */
  close(): Promise<void>;
}
