/** In a busy room marks follow each other; nobody needs to hear of each. */
const everyMs = 500;

/** Tells the hub up to where the reader has seen the room, not more often than is of use. */
export class ReadReporter {
  #reported = 0;
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #report: (upTo: number) => void;

  constructor(report: (upTo: number) => void) {
    this.#report = report;
  }

  seen(upTo: number): void {
    this.#seen = Math.max(this.#seen, upTo);
    if (this.#timer !== undefined || this.#seen <= this.#reported) return;
    this.#tell();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.seen(this.#seen);
    }, everyMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#seen > this.#reported) this.#tell();
  }

  #tell(): void {
    this.#reported = this.#seen;
    this.#report(this.#seen);
  }
}
