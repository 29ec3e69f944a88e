import { limits } from '../../../../server/protocol/limits.ts';

/** Tells others that the reader writes, not more often than they need to hear it. */
export class TypingTeller {
  #toldAt = -Infinity;
  readonly #tell: (isTyping: boolean) => void;

  constructor(tell: (isTyping: boolean) => void) {
    this.#tell = tell;
  }

  writes(nowMs: number): void {
    if (nowMs - this.#toldAt < limits.typingMs) return;
    this.#toldAt = nowMs;
    this.#tell(true);
  }

  stops(): void {
    if (this.#toldAt === -Infinity) return;
    this.#toldAt = -Infinity;
    this.#tell(false);
  }
}
