import type { Note, Timbre } from './score.ts';

interface Colour {
  /** Strength of each overtone, the fundamental first. */
  overtones: readonly number[];
  /** `held` keeps its loudness to the end, `struck` dies away from the start. */
  shape: 'held' | 'struck';
}

const colours: Record<Timbre, Colour> = {
  // A square whose corners are rounded off: carries through walls, without the rasp.
  siren: { overtones: [1, 0, 0.3, 0, 0.14, 0, 0.06], shape: 'held' },
  beep: { overtones: [1, 0.18, 0.12, 0.05], shape: 'held' },
  chime: { overtones: [1, 0.22, 0.1, 0.04], shape: 'struck' },
  wood: { overtones: [1, 0.5, 0.35, 0.2, 0.1], shape: 'struck' },
};

/** Ramp at both ends of a note, so that it does not click. */
const edgeSeconds = 0.006;
const silence = 0.000_1;

/** Plays notes on one audio context. */
export class Voice {
  readonly #context: BaseAudioContext;
  readonly #destination: AudioNode;
  readonly #waves = new Map<Timbre, PeriodicWave>();

  constructor(context: BaseAudioContext, destination: AudioNode) {
    this.#context = context;
    this.#destination = destination;
  }

  /** Schedules a note; `startSeconds` is the context's time at which the score began. */
  play(note: Note, startSeconds: number): void {
    const from = startSeconds + note.at;
    const to = from + note.lengthSeconds;
    const oscillator = this.#context.createOscillator();
    oscillator.setPeriodicWave(this.#waveOf(note.timbre));
    oscillator.frequency.setValueAtTime(note.fromHz, from);
    if (note.toHz !== note.fromHz) {
      oscillator.frequency.exponentialRampToValueAtTime(note.toHz, to);
    }
    const envelope = this.#context.createGain();
    shape(envelope.gain, colours[note.timbre].shape, note.gain, from, to);
    oscillator.connect(envelope).connect(this.#destination);
    oscillator.start(from);
    oscillator.stop(to);
    oscillator.onended = () => envelope.disconnect();
  }

  #waveOf(timbre: Timbre): PeriodicWave {
    const known = this.#waves.get(timbre);
    if (known !== undefined) return known;
    const imaginary = new Float32Array([0, ...colours[timbre].overtones]);
    const wave = this.#context.createPeriodicWave(new Float32Array(imaginary.length), imaginary);
    this.#waves.set(timbre, wave);
    return wave;
  }
}

function shape(
  gain: AudioParam,
  kind: Colour['shape'],
  peak: number,
  from: number,
  to: number,
): void {
  gain.setValueAtTime(0, from);
  gain.linearRampToValueAtTime(peak, from + edgeSeconds);
  if (kind === 'struck') {
    gain.exponentialRampToValueAtTime(silence, to);
    return;
  }
  gain.setValueAtTime(peak, to - edgeSeconds);
  gain.linearRampToValueAtTime(0, to);
}
