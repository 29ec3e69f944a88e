import { readFile } from 'node:fs/promises';
import { Directory } from '../domain/directory.ts';
import { createRedaction } from '../domain/redaction/redaction.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import { TocsinError } from '../protocol/errors.ts';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';
import type { ConfigProblem } from './problem.ts';
import { Config } from './schema.ts';

/** Larger files are refused unread: no config of people is. */
const fileBytes = 1024 * 1024;

/** A config that can be used, and what its author may not have meant. */
export interface CheckedConfig {
  config: Config;
  warnings: readonly ConfigProblem[];
}

/**
 * Reads a config file.
 * @throws TocsinError `config_invalid`; its detail has one line per problem
 */
export async function readConfig(file: string): Promise<CheckedConfig> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new TocsinError(
      'config_invalid',
      `${file}: cannot be read (${error.code ?? error.message}).`,
    );
  });
  if (content.length > fileBytes) {
    throw new TocsinError('config_invalid', `${file}: larger than 1 MiB.`);
  }
  const parsed = parseConfig(content.toString(), file);
  if (parsed.ok) return { config: parsed.config, warnings: parsed.warnings };
  throw new TocsinError('config_invalid', `\n${parsed.problems.map(formatProblem).join('\n')}`);
}

/** The config in force: that of a file, or the defaults when there is none. */
export class ConfigInForce {
  readonly #file: string | null;
  #checked: CheckedConfig;
  #directory: Directory;
  #redactLine: RedactLine;

  private constructor(file: string | null, checked: CheckedConfig) {
    this.#file = file;
    this.#checked = checked;
    this.#directory = new Directory(checked.config);
    this.#redactLine = createRedaction(checked.config.redaction);
  }

  /** @throws TocsinError `config_invalid` */
  static async load(file: string | null): Promise<ConfigInForce> {
    const defaults = { config: Config.parse({}), warnings: [] };
    return new ConfigInForce(file, file === null ? defaults : await readConfig(file));
  }

  /** Null: there is none, and the defaults are in force. */
  get file(): string | null {
    return this.#file;
  }

  get current(): Config {
    return this.#checked.config;
  }

  get warnings(): readonly ConfigProblem[] {
    return this.#checked.warnings;
  }

  /** Its people, teams and services. */
  get directory(): Directory {
    return this.#directory;
  }

  /** Takes out of a line what its rules, and those that always hold, call a secret. */
  get redactLine(): RedactLine {
    return this.#redactLine;
  }

  /** The mapping of this name, the same object until the config changes; undefined: there is none. */
  mapping(name: string): Config['mappings'][string] | undefined {
    const { mappings } = this.current;
    return Object.hasOwn(mappings, name) ? mappings[name] : undefined;
  }

  /**
   * Reads the file again. One with errors is refused and what was in force stays in force.
   * @throws TocsinError `config_invalid`
   */
  async reload(): Promise<void> {
    if (this.#file === null) return;
    this.#checked = await readConfig(this.#file);
    this.#directory = new Directory(this.#checked.config);
    this.#redactLine = createRedaction(this.#checked.config.redaction);
  }
}
