import { readFile } from 'node:fs/promises';
import { TocsinError } from '../protocol/errors.ts';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';
import { Config } from './schema.ts';

/** Larger files are refused unread: no config of people is. */
const fileBytes = 1024 * 1024;

/**
 * Reads a config file.
 * @throws TocsinError `config_invalid`; its detail has one line per problem
 */
export async function readConfig(file: string): Promise<Config> {
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
  if (parsed.ok) return parsed.config;
  throw new TocsinError('config_invalid', `\n${parsed.problems.map(formatProblem).join('\n')}`);
}

/** The config in force: that of a file, or the defaults when there is none. */
export class ConfigInForce {
  readonly #file: string | null;
  #config: Config;

  private constructor(file: string | null, config: Config) {
    this.#file = file;
    this.#config = config;
  }

  /** @throws TocsinError `config_invalid` */
  static async load(file: string | null): Promise<ConfigInForce> {
    return new ConfigInForce(file, file === null ? Config.parse({}) : await readConfig(file));
  }

  get current(): Config {
    return this.#config;
  }

  /** The mapping of this name, the same object until the config changes; undefined: there is none. */
  mapping(name: string): Config['mappings'][string] | undefined {
    const { mappings } = this.#config;
    return Object.hasOwn(mappings, name) ? mappings[name] : undefined;
  }

  /**
   * Reads the file again. One with errors is refused and what was in force stays in force.
   * @throws TocsinError `config_invalid`
   */
  async reload(): Promise<void> {
    if (this.#file !== null) this.#config = await readConfig(this.#file);
  }
}
