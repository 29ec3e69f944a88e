import type { Clock, Timer } from '../clock.ts';

const delayMs = 1_000;
/** Saving takes at most this share of the time, however much there is to write. */
const dutyCycle = 20;

/** Saves some time after a change, one save at a time, and at once when asked. */
export class Saver {
  readonly #clock: Clock;
  readonly #save: () => Promise<void>;
  readonly #onFault: (fault: unknown) => void;
  #timer: Timer | null = null;
  #running: Promise<void> = Promise.resolve();
  #isDirty = false;
  #lastMs = 0;

  constructor(clock: Clock, save: () => Promise<void>, onFault: (fault: unknown) => void) {
    this.#clock = clock;
    this.#save = save;
    this.#onFault = onFault;
  }

  /** Something changed. */
  touch(): void {
    this.#isDirty = true;
    const waitMs = Math.max(delayMs, this.#lastMs * dutyCycle);
    this.#timer ??= this.#clock.after(waitMs, () => void this.flush());
  }

  /** Resolves when all changes so far are on disk, or their fault was told. */
  flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    this.#running = this.#running.then(() => this.#run());
    return this.#running;
  }

  async #run(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    const startedAt = this.#clock.now();
    try {
      await this.#save();
    } catch (fault) {
      this.#isDirty = true;
      this.#onFault(fault);
    }
    this.#lastMs = Math.max(0, this.#clock.now() - startedAt);
  }
}
