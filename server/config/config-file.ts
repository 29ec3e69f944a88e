import { Directory } from '../domain/directory.ts';
import { createRedaction } from '../domain/redaction/redaction.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import { TocsinError } from '../protocol/errors.ts';
import { checkSources } from './parse-config.ts';
import { formatProblems } from './problem.ts';
import type { ConfigProblem } from './problem.ts';
import { diskReader } from './read-text.ts';
import type { FileReader } from './read-text.ts';
import { Config } from './schema.ts';
import { gatherSources } from './sources.ts';

/** What was looked at: whatever changes there changes the config. */
export interface ConfigPlaces {
  /** Whole paths, if the first is one; some may not be there. */
  files: readonly string[];
  folders: readonly string[];
}

/** A config that can be used, and what its author may not have meant. */
export interface CheckedConfig {
  config: Config;
  warnings: readonly ConfigProblem[];
}

export type ConfigCheck = { places: ConfigPlaces } & (
  | ({ ok: true } & CheckedConfig)
  /** Never empty, in the order of the files. */
  | { ok: false; problems: readonly ConfigProblem[] }
);

/** Reads a config file and all that it includes; all problems are told at once. */
export async function checkConfig(
  file: string,
  reader: FileReader = diskReader,
  nowMs = Date.now(),
): Promise<ConfigCheck> {
  const { sources, problems, warnings, files, folders } = await gatherSources(file, reader);
  const places = { files, folders };
  // What is not there would be missed in all that refers to it.
  if (problems.length > 0) return { ok: false, problems, places };
  const parsed = checkSources(sources, nowMs);
  if (!parsed.ok) return { ...parsed, places };
  return { ...parsed, warnings: [...warnings, ...parsed.warnings], places };
}

/**
 * Reads a config file and all that it includes.
 * @throws TocsinError `config_invalid`; its detail has one line per problem
 */
export async function readConfig(file: string): Promise<CheckedConfig> {
  const check = await checkConfig(file);
  if (check.ok) return check;
  throw invalid(check.problems);
}

function invalid(problems: readonly ConfigProblem[]): TocsinError {
  return new TocsinError('config_invalid', `\n${formatProblems(problems)}`);
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
