import type { SoundOrder, SoundPattern } from '../ipc/views.ts';
import { toInstant } from '../clock.ts';
import type { Clock, Timer } from '../clock.ts';
import type { Loudness } from './loudness.ts';
import type { SoundPort } from './ports.ts';
import {
  checkSound,
  expectSound,
  hearSound,
  heedSystem,
  loseSound,
  unknownSound,
} from './sound-health.ts';
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
/** How often the system is asked for its volume while something sounds, or nothing could be heard. */
const systemEveryMs = 5_000;
/** A trial that has not come out by now does not. */
const trialMs = 5_000;
/** Far too soft to be heard; what goes out of the laptop can still be measured. */
const trialVolume = 0.0005;

/** Makes the sound that was decided, and sees to it that it is really heard. */
export class Sounder {
  readonly #options: SounderOptions;
  #order: SoundOrder | null = null;
  #health: SoundHealth = unknownSound;
  #checking: Timer | null = null;
  #previewing: Timer | null = null;
  #repairedAt = 0;
  #beepedAt = 0;
  #asking: Timer | null = null;
  /** The system has not said yet whether what goes out now can be heard. */
  #isSystemAsked = false;
  #isHeardMeanwhile = false;
  #isStopped = false;
  #endTrial: ((isOut: boolean) => void) | null = null;

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
    if (pattern !== null && this.#health.expected === null) this.#askSystem();
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

  /**
   * Finds out whether the audio device takes a sound, without one that anybody hears; where something
   * sounds already, by that.
   */
  async try(): Promise<SoundHealth> {
    await this.#hearSystem();
    const isSounding = this.#health.expected !== null;
    const { heardAt, expectedSince } = this.#health;
    if (this.#health.systemMute !== null || (isSounding && heardAt >= expectedSince)) {
      return this.#health;
    }
    this.#endTrial?.(false);
    const isOut = new Promise<boolean>((resolve) => (this.#endTrial = resolve));
    if (!isSounding) this.preview('info', trialVolume);
    const timer = this.#options.clock.after(trialMs, () => this.#endTrial?.(false));
    const hasCome = await isOut;
    timer.cancel();
    if (hasCome) return { ...this.#health, device: 'audible', message: null };
    const message = this.#health.message ?? notTaken;
    return { ...this.#health, device: 'silent', message };
  }

  /** The sound window was made anew and waits for its order. */
  repeat(): void {
    this.#options.sound.order(this.#order ?? silence);
  }

  told(message: SoundMessage): void {
    this.#setHealth(hearSound(this.#health, message, this.#options.clock.now()));
    if (message.state === 'failed') this.#endTrial?.(false);
    else if (message.state === 'playing' && message.level > 0) this.#endTrial?.(true);
    const { heardAt, toldAt, device, expected } = this.#health;
    if (heardAt === toldAt && device === 'audible' && expected !== null) this.#heard();
    if (message.state === 'failed') this.#restart();
    this.#watch();
  }

  lost(): void {
    this.#setHealth(loseSound(this.#health, this.#options.clock.now()));
    this.#watch();
  }

  stop(): void {
    this.#isStopped = true;
    this.#checking?.cancel();
    this.#asking?.cancel();
    this.#endTrial?.(false);
    this.#endPreview();
    this.#send(silence);
  }

  /** What goes out counts as heard once the system has not denied it. */
  #heard(): void {
    if (this.#isSystemAsked) this.#isHeardMeanwhile = true;
    else this.#options.onHeard();
  }

  /** What goes out from now on is told as heard only after the system's answer. */
  #askSystem(): void {
    if (!this.#options.sound.system) return;
    this.#isSystemAsked = true;
    this.#isHeardMeanwhile = false;
    void this.#hearSystem().then(() => {
      this.#isSystemAsked = false;
      const { expected, device } = this.#health;
      if (this.#isHeardMeanwhile && expected !== null && device === 'audible') {
        this.#options.onHeard();
      }
    });
  }

  /** Asks now, and again for as long as the answer may matter. */
  async #hearSystem(): Promise<void> {
    const { sound, clock } = this.#options;
    if (!sound.system) return;
    this.#asking?.cancel();
    this.#asking = null;
    const system = await sound.system().catch(() => null);
    if (this.#isStopped) return;
    this.#setHealth(heedSystem(this.#health, system, clock.now()));
    if (this.#health.expected === null && this.#health.systemMute === null) return;
    this.#asking ??= clock.after(systemEveryMs, () => this.#askSystem());
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
    const { device, systemMute } = this.#health;
    // Nothing that we make anew ends a mute of the system.
    if (device !== 'silent' || systemMute !== null) return;
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

const notTaken = 'The sound device takes nothing. Check the output of this laptop.';

const silence: SoundOrder = {
  pattern: null,
  volume: 0,
  since: toInstant(0),
  isPreview: false,
};
