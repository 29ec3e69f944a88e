import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../server/cli/tocsin.ts', import.meta.url));

/** A real hub in a process of its own, with a data folder of its own. */
export class HubProcess {
  readonly #dataFolder: string;
  #configFile: string | null = null;
  #child: ChildProcess | null = null;
  #url = '';
  #key = '';

  private constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** @param config as YAML; undefined: none */
  static async start(config?: string): Promise<HubProcess> {
    const hub = new HubProcess(await mkdtemp(join(tmpdir(), 'tocsin-hub-')));
    if (config !== undefined) {
      hub.#configFile = join(hub.#dataFolder, 'tests.yaml');
      await writeFile(hub.#configFile, config);
    }
    await hub.#run('127.0.0.1:0');
    const made = await hub.#tocsin(['key', 'create', 'tests', '--sender', 'pagerduty', '--json']);
    hub.#key = (JSON.parse(made) as { key: string }).key;
    return hub;
  }

  get url(): string {
    return this.#url;
  }

  get port(): number {
    return Number(new URL(this.#url).port);
  }

  /** An invite link, with another address of the same hub when one is given. */
  async invite(person: string, side: 'developer' | 'sre', url = this.#url): Promise<string> {
    const made = await this.#tocsin(['invite', person, '--side', side, '--json']);
    const link = new URL((JSON.parse(made) as { link: string }).link);
    link.searchParams.set('hub', url);
    return link.href;
  }

  async fire(service: string, severity: string, key = service): Promise<void> {
    await this.#enqueue({
      event_action: 'trigger',
      dedup_key: key,
      payload: {
        summary: `${service} is in trouble`,
        source: service,
        severity,
        component: service,
      },
    });
  }

  async clear(key: string): Promise<void> {
    await this.#enqueue({ event_action: 'resolve', dedup_key: key });
  }

  async removeDevice(deviceId: string): Promise<void> {
    await this.#tocsin(['device', 'revoke', deviceId]);
  }

  /** Ends without a word, then starts on the same address and data. */
  async crashAndRestart(): Promise<void> {
    const { host } = new URL(this.#url);
    await this.#end('SIGKILL');
    await this.#run(host);
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#dataFolder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async #run(listen: string): Promise<void> {
    const config = this.#configFile === null ? [] : ['--config', this.#configFile];
    const child = this.#spawn(['hub', '--listen', listen, '--log-level', 'warn', ...config]);
    this.#child = child;
    if (!child.stdout) throw new Error('The hub has no output.');
    for await (const line of createInterface({ input: child.stdout })) {
      this.#url = (JSON.parse(line) as { url: string }).url;
      return;
    }
    throw new Error('The hub ended before it was ready.');
  }

  async #tocsin(words: string[]): Promise<string> {
    const child = this.#spawn(words);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`tocsin ${words.join(' ')} ended with ${code}`);
    return output;
  }

  #spawn(words: string[]): ChildProcess {
    return spawn(process.execPath, [command, ...words, '--data', this.#dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  async #enqueue(event: object): Promise<void> {
    const answer = await fetch(new URL('/v2/enqueue', this.#url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key: this.#key, ...event }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }
}
