import { basename } from 'node:path';
import { Directory } from '../domain/directory.ts';
import { toInstant } from '../domain/instant.ts';
import { createRedaction } from '../domain/redaction/redaction.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import { TocsinError } from '../protocol/errors.ts';
import { describeChanges, fingerprintOf } from './changes.ts';
import { checkSources } from './parse-config.ts';
import { formatProblem, formatProblems } from './problem.ts';
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

/** Why the newest file is not in force. */
export interface ConfigTrouble {
  at: string;
  /** Its first problems. */
  text: string;
}

/** What came of reading the file again. */
export interface ConfigReload {
  fingerprint: string;
  /** In words. Empty: it says the same as before. */
  changes: readonly string[];
}

/** The config in force: that of a file, or the defaults when there is none. */
export class ConfigInForce {
  readonly #file: string | null;
  #checked: CheckedConfig;
  #places: ConfigPlaces;
  #directory: Directory;
  #redactLine: RedactLine;
  #fingerprint: string;
  #problem: ConfigTrouble | null = null;

  private constructor(file: string | null, checked: CheckedConfig, places: ConfigPlaces) {
    this.#file = file;
    this.#checked = checked;
    this.#places = places;
    this.#directory = new Directory(checked.config);
    this.#redactLine = createRedaction(checked.config.redaction);
    this.#fingerprint = fingerprintOf(checked.config);
  }

  /** @throws TocsinError `config_invalid` */
  static async load(file: string | null): Promise<ConfigInForce> {
    if (file === null) {
      const defaults = { config: Config.parse({}), warnings: [] };
      return new ConfigInForce(null, defaults, { files: [], folders: [] });
    }
    const check = await checkConfig(file);
    if (!check.ok) throw invalid(check.problems);
    return new ConfigInForce(file, check, check.places);
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

  /** Where it was read the last time, or was tried to be. */
  get places(): ConfigPlaces {
    return this.#places;
  }

  /** The same for configs that say the same. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Null: the newest file is in force. */
  get problem(): ConfigTrouble | null {
    return this.#problem;
  }

  /**
   * Reads the file again. One with errors is refused and what was in force stays in force. `nowMs` is
   * epoch ms.
   * @throws TocsinError `config_invalid`
   */
  async reload(nowMs = Date.now()): Promise<ConfigReload> {
    if (this.#file === null) return { fingerprint: this.#fingerprint, changes: [] };
    const check = await checkConfig(this.#file, diskReader, nowMs);
    this.#places = check.places;
    if (!check.ok) throw this.#refuse(check.problems, nowMs);
    const { config, warnings } = check;
    const fingerprint = fingerprintOf(config);
    if (fingerprint === emptyFingerprint && this.#fingerprint !== emptyFingerprint) {
      throw this.#refuse([{ file: this.#file, ...saysNothing }], nowMs);
    }
    this.#problem = null;
    if (fingerprint === this.#fingerprint) {
      this.#checked = { config: this.current, warnings };
      return { fingerprint, changes: [] };
    }
    const changes = describeChanges(this.current, config);
    this.#directory = new Directory(config);
    this.#redactLine = createRedaction(config.redaction);
    this.#checked = { config, warnings };
    this.#fingerprint = fingerprint;
    return { fingerprint, changes };
  }

  #refuse(problems: readonly ConfigProblem[], nowMs: number): TocsinError {
    const text = briefly(problems, this.#redactLine);
    // The same as before is no news.
    if (this.#problem?.text !== text) this.#problem = { at: toInstant(nowMs), text };
    return invalid(problems);
  }
}

const emptyFingerprint = fingerprintOf(Config.parse({}));

/** A disk that is full, or an editor in the middle of its work, leaves an empty file behind. */
const saysNothing = {
  ...{ line: 1, column: 1, path: '' },
  reason: 'It says nothing at all, and what is in force does.',
  remedy: 'Write it again; to go on without a config, start the hub anew.',
};

/** So many problems are told to people who cannot see the file. */
const toldProblems = 3;

/** For the board and the journal: names of files without their folders, and nothing secret. */
function briefly(problems: readonly ConfigProblem[], redactLine: RedactLine): string {
  const told = problems.slice(0, toldProblems).map(({ file, ...problem }) => {
    const line = formatProblem({ ...problem, file: basename(file) });
    return redactLine(line).text.slice(0, 500);
  });
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`... and ${more} more.`] : [])].join('\n');
}
