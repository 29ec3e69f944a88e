import type { Settings, SoundOrder } from '../ipc/views.ts';
import { Alarm } from '../pager/alarm.ts';
import type { DrillNow, Page } from '../pager/loudness-input.ts';
import type { NotificationContent, NotificationOutcome, SystemVolume } from '../pager/ports.ts';
import { t0Ms } from './factory.ts';
import { ManualClock } from './manual-clock.ts';

/** An alarm with its hands tied to lists that a test can read. */
export class AlarmRig {
  readonly clock = new ManualClock(t0Ms);
  readonly log: string[] = [];
  readonly orders: SoundOrder[] = [];
  readonly notifications: NotificationContent[] = [];
  readonly receipts: Record<'shown' | 'sounded' | 'seen', string[]> = {
    ...{ shown: [], sounded: [], seen: [] },
  };
  drill: DrillNow | null = null;
  /** What the system says of its volume. */
  system: (() => Promise<SystemVolume | null>) | null = null;
  readonly devices: string[] = [];
  pages: Page[] = [];
  cutOffSince: number | null = null;
  settings: Pick<Settings, 'volume' | 'quietHours' | 'cutOffLoudAfterSeconds'> = {
    volume: 0.8,
    quietHours: null,
    cutOffLoudAfterSeconds: 60,
  };
  windowWorks = true;
  notice: NotificationOutcome = { status: 'shown' };
  changes = 0;
  readonly alarm: Alarm;

  /** @param hasSystem whether the system may be asked for its volume */
  constructor({ hasSystem = false } = {}) {
    this.alarm = new Alarm({
      ports: {
        clock: this.clock,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        sound: {
          order: (order) => this.orders.push(order),
          restart: () => this.log.push('restart sound'),
          beep: () => this.log.push('beep'),
          ...(hasSystem && { system: () => this.system?.() ?? Promise.resolve(null) }),
        },
        alertWindow: {
          show: () => {
            this.log.push('show');
            return this.windowWorks
              ? Promise.resolve(true)
              : Promise.reject(new Error('no screen'));
          },
          reassert: () => this.log.push('reassert'),
          calm: () => this.log.push('calm'),
          minimise: () => this.log.push('minimise'),
          hide: () => this.log.push('hide'),
          flash: (isOn) => this.log.push(isOn ? 'flash' : 'no flash'),
          isReady: () => true,
        },
        notifier: {
          show: (content) => {
            this.notifications.push(content);
            return Promise.resolve(this.notice);
          },
          clear: () => this.log.push('clear notification'),
          problem: () => null,
        },
      },
      offsetMinutesAt: () => 0,
      settings: () => ({ ...this.settings, theme: 'dark', startAtLogin: false, extraCaFile: null }),
      pages: () => this.pages,
      cutOffSince: () => this.cutOffSince,
      drill: () => this.drill,
      onReceipts: (stage, ids) => this.receipts[stage].push(...ids),
      onDevice: (device) => this.devices.push(device),
      onChange: () => (this.changes += 1),
    });
  }

  /** What sounds now. */
  get pattern(): SoundOrder['pattern'] {
    return this.orders.at(-1)?.pattern ?? null;
  }

  ring(...pages: Page[]): void {
    this.pages = pages;
    this.alarm.update();
  }

  hears(level = 0.2): void {
    this.alarm.soundState({ state: 'playing', level, message: null });
  }

  count(entry: string): number {
    return this.log.filter((each) => each === entry).length;
  }
}
