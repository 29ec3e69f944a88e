import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { startLogged, stopGroup, waitFor } from '../child-process.ts';
import { succeeds } from './command.ts';
import { rootMeanSquare } from './loudness.ts';

const sampleRate = 44_100;
const sinkName = 'loudspeaker';

/**
 * A sound server of one's own with a loudspeaker that nobody hears but us. Each client of a test
 * has one, so that it is known whose sound it was.
 */
export class SoundServer {
  readonly #socket: string;
  readonly #logFile: string;
  readonly #env: NodeJS.ProcessEnv;
  #server: ChildProcess | null = null;
  #recorder: ChildProcess | null = null;
  #recorded: { at: number; level: number }[] = [];

  constructor(runtimeFolder: string, name: string, logFile: string, env: NodeJS.ProcessEnv) {
    this.#socket = join(runtimeFolder, `pulse-${name}`);
    this.#logFile = logFile;
    this.#env = env;
  }

  /** What a client needs to play here. */
  get env(): { PULSE_SERVER: string } {
    return { PULSE_SERVER: `unix:${this.#socket}` };
  }

  async start(): Promise<void> {
    this.#server = startLogged(
      'pulseaudio',
      [
        ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--realtime=no'],
        ...['-L', `module-null-sink sink_name=${sinkName}`],
        ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${this.#socket}`],
      ],
      this.#logFile,
      // A second server on one session bus refuses to start, so it gets none.
      { ...this.#env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    );
    const clientEnv = { ...this.#env, ...this.env };
    await waitFor('the sound server', async () => succeeds('pactl', ['info'], clientEnv));
    this.#record(clientEnv);
  }

  /** Mutes the loudspeaker, as a key of the keyboard does; the clients play on into nothing. */
  async mute(isMuted: boolean): Promise<void> {
    const env = { ...this.#env, ...this.env };
    await waitFor('the mute', () =>
      succeeds('pactl', ['set-sink-mute', sinkName, isMuted ? '1' : '0'], env),
    );
  }

  /** Kills it as a crash would; `start` brings it back. */
  async crash(): Promise<void> {
    await this.stop('SIGKILL');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#recorder) await stopGroup(this.#recorder, signal);
    if (this.#server) await stopGroup(this.#server, signal);
    this.#recorder = null;
    this.#server = null;
  }

  /** Root mean square (0 to 1) of what was heard in the last `windowMs`. */
  level(windowMs: number): number {
    const since = performance.now() - windowMs;
    const heard = this.#recorded.filter((chunk) => chunk.at >= since);
    if (heard.length === 0) return 0;
    return Math.sqrt(heard.reduce((sum, { level }) => sum + level ** 2, 0) / heard.length);
  }

  /** First moment after `since` (both `performance.now()`) at which something was audible. */
  firstHeardAfter(since: number, audible = 0.005): number | null {
    return this.#recorded.find(({ at, level }) => at >= since && level > audible)?.at ?? null;
  }

  async waitUntilHeard(level = 0.1, timeoutMs = 20_000): Promise<void> {
    await waitFor(`a sound above ${level}`, () => this.level(1_000) > level, timeoutMs);
  }

  /** Nothing heard for a whole second, longer than the pauses inside the siren. */
  async waitUntilSilent(timeoutMs = 10_000): Promise<void> {
    await waitFor('silence', () => this.level(1_000) < 0.001, timeoutMs);
  }

  #record(env: NodeJS.ProcessEnv): void {
    this.#recorder = spawn(
      'parec',
      [
        ...['-d', `${sinkName}.monitor`, '--format=s16le', `--rate=${sampleRate}`, '--channels=1'],
        '--latency-msec=10',
      ],
      { detached: true, env, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    this.#recorder.stdout?.on('data', (samples: Buffer) => {
      this.#recorded.push({ at: performance.now(), level: rootMeanSquare(samples) });
      if (this.#recorded.length > 20_000) this.#recorded = this.#recorded.slice(-10_000);
    });
  }
}
