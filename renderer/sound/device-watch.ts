/** What can be seen of an audio output from inside a page, at one moment. */
export interface Glance {
  nowMs: number;
  /** When the output was opened. */
  openedAtMs: number;
  /** Time of the audio clock, which stands still when the device no longer takes samples. */
  audioSeconds: number;
  /** When the audio clock was last seen to move. */
  movedAtMs: number;
  /** Outputs that the system lists; null while that is not known. */
  outputCount: number | null;
}

export type Fault = 'no-device' | 'stalled';

/** A sound server that was asleep may take this long to accept its first samples. */
const warmUpMs = 2_600;
const stallMs = 900;
/** Samples are taken into the buffer before they are heard; only a moving clock is proof. */
const provenSeconds = 0.03;

/**
 * Tells a fault of the device. The meter cannot: it sees what we make, not what is heard.
 *
 * When PulseAudio dies the audio clock stops, and the list of outputs becomes empty. A context that
 * is opened after that runs happily on a clock of its own and nobody hears it, so the list counts
 * for more than the clock.
 */
export function faultOf(glance: Glance): Fault | null {
  if (glance.outputCount === 0) return 'no-device';
  const patienceMs = glance.audioSeconds < provenSeconds ? warmUpMs : stallMs;
  const lastSignMs = Math.max(glance.movedAtMs, glance.openedAtMs);
  return glance.nowMs - lastSignMs > patienceMs ? 'stalled' : null;
}

/** True once samples have left for the device. */
export function isProven(audioSeconds: number): boolean {
  return audioSeconds >= provenSeconds;
}

/**
 * Chromium keeps what it learnt of an output for five seconds: a context opened within them would
 * get the dead one again.
 */
const forgetMs = 5_500;

/** Whether it is worth while to open a new output after a fault. */
export function mayReopen(glance: {
  nowMs: number;
  openedAtMs: number;
  outputCount: number | null;
}): boolean {
  return glance.outputCount !== 0 && glance.nowMs - glance.openedAtMs > forgetMs;
}

/** The fault in words, for the window that says "No sound". */
export function faultInWords(fault: Fault): string {
  return fault === 'no-device'
    ? 'this laptop has no sound output right now. Tocsin keeps trying.'
    : 'the sound device takes nothing. Tocsin keeps trying.';
}
