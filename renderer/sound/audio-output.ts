import { Voice } from './voice.ts';

/** Long enough not to click, short enough to be "at once". */
const stopRampSeconds = 0.012;
const volumeRampSeconds = 0.03;

/**
 * One way out to the loudspeaker: volume, a switch that closes without a click, and a meter.
 * Made anew for each sound: an audio context costs 25 ms to open and nothing while there is none,
 * and a fresh one never carries an old fault of the device.
 */
export class AudioOutput {
  readonly voice: Voice;
  readonly openedAtMs: number;
  readonly #context: AudioContext;
  readonly #volume: GainNode;
  readonly #gate: GainNode;
  readonly #meter: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext, openedAtMs: number, volume: number) {
    this.#context = context;
    this.openedAtMs = openedAtMs;
    this.#volume = context.createGain();
    this.#volume.gain.value = volume;
    this.#gate = context.createGain();
    this.#meter = context.createAnalyser();
    this.#meter.fftSize = 8_192;
    this.#samples = new Float32Array(this.#meter.fftSize);
    this.#volume.connect(this.#gate).connect(this.#meter).connect(context.destination);
    this.voice = new Voice(context, this.#volume);
  }

  get timeSeconds(): number {
    return this.#context.currentTime;
  }

  get isRunning(): boolean {
    return this.#context.state === 'running';
  }

  /** Calls back when the context starts, is suspended or is closed by somebody else. */
  onStateChange(listener: () => void): void {
    this.#context.addEventListener('statechange', listener);
  }

  /** Asks a context that the system has put to sleep to go on. */
  resume(): void {
    this.#context.resume().catch(() => {
      // The watch on its clock finds out whether it runs.
    });
  }

  setVolume(volume: number): void {
    this.#volume.gain.setTargetAtTime(volume, this.timeSeconds, volumeRampSeconds);
  }

  /** RMS of the last moment that went through the meter, 0 to 1. */
  level(): number {
    this.#meter.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  /** Falls silent at once and gives the device back. */
  close(): void {
    this.#gate.gain.setValueAtTime(1, this.timeSeconds);
    this.#gate.gain.linearRampToValueAtTime(0, this.timeSeconds + stopRampSeconds);
    // The ramp is rendered ahead of the loudspeaker by the length of the device's buffer.
    setTimeout(() => void this.#context.close().catch(() => undefined), 150);
  }
}
