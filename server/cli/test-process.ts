import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const tocsinPath = join(import.meta.dirname, 'tocsin.ts');

export interface Ended {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningHub {
  url: string;
  pid: number;
  /** Everything it has logged so far. */
  log: () => string;
  kill: (signal: NodeJS.Signals) => void;
  ended: Promise<Ended>;
}

/** Real `tocsin` processes in a folder of their own, for tests. */
export class TestProcesses {
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
  readonly data = join(this.folder, 'data');
  readonly #children = new Set<ChildProcessByStdio<null, Readable, Readable>>();

  /** Runs a command to its end. */
  async run(...commandArguments: string[]): Promise<Ended> {
    return collect(this.#start(commandArguments, {}));
  }

  /** As `run`, for a program that runs `tocsin` under restrictions. */
  async runUnder(wrapper: string[], ...commandArguments: string[]): Promise<Ended> {
    return collect(this.#start(commandArguments, {}, wrapper));
  }

  /** Runs a command against this folder, and reads its JSON. */
  async ask<Answer>(...commandArguments: string[]): Promise<Answer> {
    const ended = await this.run(...commandArguments, '--data', this.data, '--json');
    if (ended.exitCode !== 0) throw new Error(ended.stderr);
    return JSON.parse(ended.stdout) as Answer;
  }

  /** Starts a hub on this folder; settles when it accepts work. */
  async startHub(
    more: string[] = [],
    environment: Record<string, string> = {},
    wrapper: string[] = [],
  ): Promise<RunningHub> {
    const child = this.#start(
      ['hub', '--data', this.data, '--listen', '127.0.0.1:0', ...more],
      environment,
      wrapper,
    );
    let log = '';
    child.stderr.on('data', (chunk) => (log += String(chunk)));
    const ended = collect(child);
    const line = await Promise.race([
      new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
      ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
    ]);
    const { url } = JSON.parse(line) as { url: string };
    const kill = (signal: NodeJS.Signals) => void child.kill(signal);
    return { url, pid: child.pid ?? 0, log: () => log, kill, ended };
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    await Promise.resolve();
  }

  #start(
    commandArguments: string[],
    environment: Record<string, string>,
    wrapper: string[] = [],
  ): ChildProcessByStdio<null, Readable, Readable> {
    const words = [...wrapper, process.execPath, tocsinPath, ...commandArguments];
    const child = spawn(words[0] ?? '', words.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TOCSIN_DATA: this.data, ...environment },
    });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }
}

function collect(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => {
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}
