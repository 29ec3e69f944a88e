import type { SoundOrder, SoundPattern } from '../ipc/views.ts';
import { toInstant } from '../clock.ts';
import type { Clock, Timer } from '../clock.ts';
import type { Loudness } from './loudness.ts';
import type { SoundPort } from './ports.ts';
import { checkSound, expectSound, hearSound, loseSound, unknownSound } from './sound-health.ts';
import type { SoundHealth, SoundMessage } from './sound-health.ts';

export interface SounderOptions {
  clock: Clock;
  sound: SoundPort;
  /** The device became audible, silent or unknown, or its message changed. */
  onHealth(health: SoundHealth): void;
  /** What was ordered really goes out. */
  onHeard(): void;
}

const checkMs = 1_000;
const repairMs = 2_000;
/** Later repairs are rarer: making the audio anew costs a window each time. */
const patientAfterMs = 30_000;
const patientRepairMs = 10_000;
const previewMs = 6_000;

/** Makes the sound that was decided, and sees to it that it is really heard. */
export class Sounder {
  readonly #options: SounderOptions;
  #order: SoundOrder | null = null;
  #health: SoundHealth = unknownSound;
  #checking: Timer | null = null;
  #previewing: Timer | null = null;
  #repairedAt = 0;
  #beepedAt = 0;

  constructor(options: SounderOptions) {
    this.#options = options;
  }

  get health(): SoundHealth {
    return this.#health;
  }

  play({ pattern, since, volume }: Loudness): void {
    if (pattern !== null) this.#endPreview();
    if (this.#previewing) return;
    this.#send({ pattern, volume, since: toInstant(since), isPreview: false });
    this.#setHealth(expectSound(this.#health, pattern, this.#options.clock.now()));
    this.#watch();
  }

  /** Plays a pattern once; does nothing while something really sounds. */
  preview(pattern: SoundPattern, volume: number): void {
    if (this.#health.expected !== null) return;
    this.#endPreview();
    const { clock } = this.#options;
    const since = toInstant(clock.now());
    this.#send({ pattern, volume, since, isPreview: true });
    this.#previewing = clock.after(previewMs, () => {
      this.#previewing = null;
      this.#send(silence);
    });
  }

  /** The sound window was made anew and waits for its order. */
  repeat(): void {
    this.#options.sound.order(this.#order ?? silence);
  }

  told(message: SoundMessage): void {
    this.#setHealth(hearSound(this.#health, message, this.#options.clock.now()));
    const isHeard = this.#health.heardAt === this.#health.toldAt;
    if (isHeard && this.#health.expected !== null) this.#options.onHeard();
    if (message.state === 'failed') this.#restart();
    this.#watch();
  }

  lost(): void {
    this.#setHealth(loseSound(this.#health, this.#options.clock.now()));
    this.#watch();
  }

  stop(): void {
    this.#checking?.cancel();
    this.#endPreview();
    this.#send(silence);
  }

  #send(order: SoundOrder): void {
    const last = this.#order;
    const isSame =
      last?.pattern === order.pattern &&
      (order.pattern === null || (last.volume === order.volume && last.since === order.since)) &&
      last.isPreview === order.isPreview;
    if (isSame) return;
    this.#order = order;
    this.#options.sound.order(order);
  }

  #endPreview(): void {
    this.#previewing?.cancel();
    this.#previewing = null;
  }

  /** Checks every second for as long as something should be heard. */
  #watch(): void {
    if (this.#health.expected === null) {
      this.#checking?.cancel();
      this.#checking = null;
      return;
    }
    this.#checking ??= this.#options.clock.after(checkMs, () => {
      this.#checking = null;
      this.#setHealth(checkSound(this.#health, this.#options.clock.now()));
      this.#repair();
      this.#watch();
    });
  }

  #repair(): void {
    const { device } = this.#health;
    if (device !== 'silent') return;
    const now = this.#options.clock.now();
    if (now - this.#beepedAt >= repairMs) {
      this.#beepedAt = now;
      this.#options.sound.beep();
    }
    this.#restart();
  }

  /** Also while nothing is to be heard, so that the next alarm is. */
  #restart(): void {
    const now = this.#options.clock.now();
    const { silentSince } = this.#health;
    const everyMs = now - silentSince > patientAfterMs ? patientRepairMs : repairMs;
    if (now - this.#repairedAt < everyMs) return;
    this.#repairedAt = now;
    this.#options.sound.restart();
  }

  #setHealth(health: SoundHealth): void {
    const { device, message } = this.#health;
    this.#health = health;
    if (health.device !== device || health.message !== message) this.#options.onHealth(health);
  }
}

const silence: SoundOrder = {
  pattern: null,
  volume: 0,
  since: toInstant(0),
  isPreview: false,
};
