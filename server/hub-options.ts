import type { Logger } from 'pino';
import type { HubDesk } from './desk/create-desk.ts';
import type { Fault } from './fault.ts';
import type { SchedulerClock } from './timers/scheduler.ts';

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
  /** By which it tells the time and does what is due; the system's unless given. */
  clock?: SchedulerClock;
}

export interface Hub {
  url: string;
  publicUrl: string;
  /** Its use cases, for who runs it within their own process. */
  desk: HubDesk;
  /** @throws TocsinError `config_invalid`; then the old config stays in force */
  reloadConfig(): Promise<void>;
  /** Answers what is under way, ends the sessions, writes what waits. */
  close(): Promise<void>;
}
