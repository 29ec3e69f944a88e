/** A pause of this length says that the hands have noticed the new window. */
const pauseMs = 400;
/** Whoever types on after this means this window. */
const longestMs = 2_500;
/** Longer idle than this: nobody was typing into another window. */
const typingIdleSeconds = 2;

/**
 * The alert window takes the keyboard at once, so that a half-awake A works. Somebody who is in the
 * middle of a sentence elsewhere must not acknowledge with it: keys are swallowed until the first
 * short pause.
 */
export class TypingGuard {
  #shownAt = -Infinity;
  #lastKeyAt = -Infinity;
  #isOn = false;

  /** @param idleSeconds how long keyboard and mouse had been still when the window came up */
  windowShown(nowMs: number, idleSeconds: number): void {
    this.#isOn = idleSeconds < typingIdleSeconds;
    this.#shownAt = nowMs;
    this.#lastKeyAt = nowMs;
  }

  /** Whether this key was meant for the window before. */
  swallows(nowMs: number): boolean {
    if (!this.#isOn) return false;
    const hasPaused = nowMs - this.#lastKeyAt >= pauseMs;
    this.#lastKeyAt = nowMs;
    this.#isOn = !hasPaused && nowMs - this.#shownAt < longestMs;
    return this.#isOn;
  }
}
