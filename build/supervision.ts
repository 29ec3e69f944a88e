/** Parts that were started and must be stopped again, the last one first. */
export class Supervision {
  readonly #stops: (() => Promise<void>)[] = [];
  #isEnding = false;

  /** Starts a part. One that is still coming up at the end is awaited, then stopped too. */
  async start<T>(start: () => Promise<T>, stop: (part: T) => Promise<void>): Promise<T> {
    if (this.#isEnding) throw new Error('Nothing is started any more.');
    const starting = start();
    this.#stops.push(async () => {
      const part = await starting.then(
        (value) => ({ value }),
        () => null,
      );
      if (part) await stop(part.value);
    });
    return starting;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}
