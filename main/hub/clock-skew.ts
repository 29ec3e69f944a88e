/** Clocks that differ by less are alike: frames take their time. */
const skewNoticedMs = 2_000;

/** How far the hub's clock is from this laptop's. */
export class ClockSkew {
  #ms = 0;

  /** Milliseconds that the hub's clock is ahead of this one; 0 when they agree within 2 s. */
  get ms(): number {
    return this.#ms;
  }

  /** Either clock may be set while a session lasts. Whether that was noticed now. */
  compare(serverTime: string, nowMs: number): boolean {
    const skewMs = Date.parse(serverTime) - nowMs;
    const before = this.#ms;
    if (Math.abs(skewMs - before) < skewNoticedMs) return false;
    this.#ms = Math.abs(skewMs) < skewNoticedMs ? 0 : skewMs;
    return this.#ms !== before;
  }
}
