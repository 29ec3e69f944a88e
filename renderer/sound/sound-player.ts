import type { RequestOf } from '../../main/ipc/contract.ts';
import type { SoundOrder } from '../../main/ipc/views.ts';
import { AudioOutput } from './audio-output.ts';
import { type Fault, faultInWords, faultOf, isProven, mayReopen } from './device-watch.ts';
import type { OutputList } from './output-list.ts';
import { type Score, endOf, notesBetween, previewScoreOf, scoreOf } from './score.ts';

type SoundState = RequestOf<'sound:state'>;

/** Notes are handed to the audio clock this far ahead: a page that stutters is not heard. */
const lookAheadSeconds = 1.5;
const leadSeconds = 0.005;
/** Until the first samples have left, and then. */
const proofTickMs = 15;
const tickMs = 200;
const reportMs = 1_000;
const previewReportMs = 100;
const listMs = 3_000;
const recoverMs = 1_000;
const recoverReportMs = 2_000;
/** Without a sound to play, a missing device is asked for less and less often. */
const restingReportMs = 60_000;

interface Playing {
  order: SoundOrder;
  score: Score;
  startedSeconds: number;
  scheduledSeconds: number;
}

/** Plays what is ordered, tells what goes out, and gets over a dead audio device. */
export class SoundPlayer {
  readonly #outputs: OutputList;
  readonly #report: (state: SoundState) => void;
  #outputCount: number | null = null;
  #listedAtMs = 0;
  #output: AudioOutput | null = null;
  #openedAtMs = -Infinity;
  #playing: Playing | null = null;
  #fault: Fault | null = null;
  #isProven = false;
  #lastSeconds = 0;
  #movedAtMs = 0;
  #peakLevel = 0;
  #reportedAtMs = 0;
  #recoverReportMs = recoverReportMs;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(outputs: OutputList, report: (state: SoundState) => void) {
    this.#outputs = outputs;
    this.#report = report;
  }

  /** Begins to look after the device, also while nothing plays. */
  watchDevice(): void {
    this.#outputs.onChange(() => void this.#list());
    void this.#list();
  }

  /** Carries out an order; the same order again changes the volume only. */
  obey(order: SoundOrder): void {
    const current = this.#playing?.order;
    const isSame =
      current?.pattern === order.pattern &&
      current.since === order.since &&
      current.isPreview === order.isPreview;
    if (this.#playing && isSame) {
      this.#playing.order = order;
      this.#output?.setVolume(order.volume);
      return;
    }
    this.#closeOutput();
    this.#playing = null;
    if (order.pattern !== null) this.#begin(order, order.pattern);
    if (this.#playing === null) this.#rest();
  }

  #begin(order: SoundOrder, pattern: NonNullable<SoundOrder['pattern']>): void {
    const agedSeconds = (Date.now() - Date.parse(order.since)) / 1_000;
    const score = order.isPreview ? previewScoreOf(pattern) : scoreOf(pattern, agedSeconds);
    if (endOf(score) === 0) return;
    this.#playing = { order, score, startedSeconds: 0, scheduledSeconds: 0 };
    if (this.#fault === null) this.#open();
    else this.#recover();
  }

  #open(): void {
    const playing = this.#playing;
    if (playing === null) return;
    const nowMs = performance.now();
    this.#openedAtMs = nowMs;
    this.#movedAtMs = nowMs;
    this.#isProven = false;
    this.#lastSeconds = 0;
    this.#peakLevel = 0;
    // What went before was not heard, so the figure starts again; the loudness goes on growing.
    const { order } = playing;
    const agedSeconds = (Date.now() - Date.parse(order.since)) / 1_000;
    if (!order.isPreview && order.pattern !== null) {
      playing.score = scoreOf(order.pattern, agedSeconds);
    }
    try {
      const context = new AudioContext({ latencyHint: 'interactive' });
      this.#output = new AudioOutput(context, nowMs, order.volume);
    } catch {
      this.#fail('stalled');
      return;
    }
    const output = this.#output;
    playing.startedSeconds = output.timeSeconds + leadSeconds;
    playing.scheduledSeconds = 0;
    output.onStateChange(() => {
      if (output === this.#output) this.#tick();
    });
    this.#schedule(playing, output);
    this.#every(proofTickMs, () => this.#tick());
  }

  #tick(): void {
    const output = this.#output;
    const playing = this.#playing;
    if (output === null || playing === null) return;
    const nowMs = performance.now();
    this.#watchClock(output, nowMs);
    const fault = faultOf({
      nowMs,
      openedAtMs: output.openedAtMs,
      audioSeconds: this.#lastSeconds,
      movedAtMs: this.#movedAtMs,
      outputCount: this.#outputCount,
    });
    if (fault !== null) {
      this.#fail(fault);
      return;
    }
    if (!output.isRunning) output.resume();
    if (nowMs - this.#listedAtMs > listMs) void this.#list();
    this.#schedule(playing, output);
    this.#peakLevel = Math.max(this.#peakLevel, output.level());
    if (!this.#isProven) this.#prove(output, playing);
    else this.#reportPlaying(playing, nowMs);
    if (output.timeSeconds > playing.startedSeconds + endOf(playing.score) + 0.1) this.#finish();
  }

  #watchClock(output: AudioOutput, nowMs: number): void {
    if (output.timeSeconds === this.#lastSeconds) return;
    this.#lastSeconds = output.timeSeconds;
    this.#movedAtMs = nowMs;
  }

  #schedule(playing: Playing, output: AudioOutput): void {
    const played = output.timeSeconds - playing.startedSeconds;
    const until = Math.max(0, played) + lookAheadSeconds;
    // What a page that slept has missed is left out, or all of it would sound at once.
    const from = Math.max(playing.scheduledSeconds, played);
    for (const note of notesBetween(playing.score, from, until)) {
      output.voice.play(note, playing.startedSeconds);
    }
    playing.scheduledSeconds = until;
  }

  #prove(output: AudioOutput, playing: Playing): void {
    if (!isProven(output.timeSeconds) || this.#peakLevel === 0) return;
    this.#isProven = true;
    this.#fault = null;
    this.#recoverReportMs = recoverReportMs;
    this.#every(playing.order.isPreview ? previewReportMs : tickMs, () => this.#tick());
    this.#tell('playing', this.#peakLevel, null);
    this.#peakLevel = 0;
  }

  #reportPlaying(playing: Playing, nowMs: number): void {
    const everyMs = playing.order.isPreview ? previewReportMs : reportMs;
    if (nowMs - this.#reportedAtMs < everyMs - 20) return;
    this.#tell('playing', this.#peakLevel, null);
    this.#peakLevel = 0;
  }

  #finish(): void {
    this.#closeOutput();
    this.#playing = null;
    this.#rest();
  }

  #rest(): void {
    if (this.#fault === null) {
      this.#every(null);
      this.#tell('idle', 0, null);
    } else {
      this.#recover();
    }
  }

  #fail(fault: Fault): void {
    this.#closeOutput();
    this.#fault = fault;
    this.#tell('failed', 0, faultInWords(fault));
    this.#recover();
  }

  /**
   * While it fails, `failed` is told again and again: each time the main process may restart what
   * keeps the page from a device that has come back.
   */
  #recover(): void {
    this.#recoverReportMs = recoverReportMs;
    this.#every(recoverMs, () => void this.#list());
  }

  #tryAgain(): void {
    const nowMs = performance.now();
    const glance = { nowMs, openedAtMs: this.#openedAtMs, outputCount: this.#outputCount };
    if (this.#output !== null || this.#fault === null) return;
    if (mayReopen(glance)) {
      if (this.#playing !== null) {
        this.#open();
        return;
      }
      this.#fault = null;
      this.#rest();
      return;
    }
    if (nowMs - this.#reportedAtMs < this.#recoverReportMs) return;
    this.#tell('failed', 0, faultInWords(this.#fault));
    if (this.#playing !== null) return;
    this.#recoverReportMs = Math.min(restingReportMs, this.#recoverReportMs * 2);
    this.#every(this.#recoverReportMs, () => void this.#list());
  }

  async #list(): Promise<void> {
    this.#listedAtMs = performance.now();
    this.#outputCount = await this.#outputs.count();
    if (this.#fault !== null) this.#tryAgain();
    else if (this.#outputCount === 0) this.#fail('no-device');
    else if (this.#playing === null) return;
    this.#tick();
  }

  #closeOutput(): void {
    this.#every(null);
    this.#output?.close();
    this.#output = null;
  }

  #every(milliseconds: number | null, action?: () => void): void {
    clearInterval(this.#timer);
    if (milliseconds !== null && action) this.#timer = setInterval(action, milliseconds);
  }

  #tell(state: SoundState['state'], level: number, message: string | null): void {
    this.#reportedAtMs = performance.now();
    this.#report({ state, level, message });
  }
}
