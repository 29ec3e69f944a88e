import type { Logger } from 'pino';
import type { HubClock } from '../clock.ts';
import type { Config } from '../config/schema.ts';
import type { HubProblems } from '../hub-problems.ts';
import { ask } from '../outbound/ask.ts';
import { OutboundProblem } from '../outbound/outbound-problem.ts';

export interface DeadManParts {
  /** Asked each time, so that a changed config is in force at once; undefined: nobody is told. */
  deadMan: () => Config['deadMan'];
  /** What is wrong with the engine after a whole cycle that begins now; null: nothing. */
  prove: () => Promise<string | null>;
  problems: HubProblems;
  clock: HubClock;
  log: Pick<Logger, 'warn'>;
}

/** So often in a row nobody could be told before the board says so: once is nothing. */
const failuresTold = 3;

/** How soon a changed config is heeded. */
const heedMs = 5_000;

/** Nothing of an answer is read but its status. */
const answerBytes = 1_024;

/**
 * Tells an address outside, now and then, that the engine works, and nothing when it does not: whoever
 * listens there calls people when it falls silent.
 */
export class DeadManSwitch {
  readonly #parts: DeadManParts;
  readonly #stop = new AbortController();
  #toldMs = -Infinity;
  #failures = 0;
  #underWay: Promise<void> | null = null;
  #cancel: (() => void) | null = null;

  constructor(parts: DeadManParts) {
    this.#parts = parts;
  }

  /** Looks whether it is time, and from now on again and again. */
  look(): void {
    const { deadMan, clock } = this.#parts;
    const wanted = deadMan();
    const leftMs = wanted ? this.#toldMs + wanted.every - clock.now() : Infinity;
    if (!wanted) this.#conclude(null);
    // A clock that was set back is no reason to keep still.
    else if (leftMs <= 0 || leftMs > wanted.every) this.#tell(wanted);
    const waitMs = leftMs > 0 ? Math.min(leftMs, heedMs) : heedMs;
    this.#cancel = clock.after(waitMs, () => this.look());
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async close(): Promise<void> {
    this.#cancel?.();
    this.#stop.abort();
    await this.settled();
  }

  #tell(wanted: NonNullable<Config['deadMan']>): void {
    if (this.#underWay) return;
    this.#toldMs = this.#parts.clock.now();
    this.#underWay = this.#ping(wanted).finally(() => {
      this.#underWay = null;
    });
  }

  /** Never rejects. */
  async #ping(wanted: NonNullable<Config['deadMan']>): Promise<void> {
    const { prove, log } = this.#parts;
    const wrong = await prove();
    if (this.#stop.signal.aborted) return;
    if (wrong !== null) {
      log.warn({ problem: wrong }, 'the dead man’s switch is not told, since the engine is stuck');
      return;
    }
    const problem = await this.#ask(wanted);
    if (this.#stop.signal.aborted) return;
    if (problem !== null) log.warn({ problem }, 'the dead man’s switch could not be told');
    this.#conclude(problem);
  }

  /** What is wrong; null when it was told. */
  async #ask({ url, timeout, allowPrivateAddresses }: NonNullable<Config['deadMan']>) {
    try {
      const { status } = await ask({
        ...{ url, method: 'GET', timeoutMs: timeout, maxBytes: answerBytes },
        ...{ allowPrivateAddresses, signal: this.#stop.signal },
      });
      return status >= 200 && status < 300 ? null : `${new URL(url).host} answered ${status}.`;
    } catch (error) {
      return error instanceof OutboundProblem ? error.message : 'It could not be asked.';
    }
  }

  #conclude(problem: string | null): void {
    this.#failures = problem === null ? 0 : this.#failures + 1;
    const { problems } = this.#parts;
    if (problem === null) problems.set('engine', null, 'dead-man');
    else if (this.#failures >= failuresTold) {
      const told = `Nobody outside hears that the hub works (deadMan in its config): ${problem}`;
      problems.set('engine', told, 'dead-man');
    }
  }
}
