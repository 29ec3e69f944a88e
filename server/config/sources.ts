import { z } from 'zod';
import { positionOf } from '../domain/yaml/position.ts';
import { readYaml } from '../domain/yaml/read-yaml.ts';
import type { YamlText } from '../domain/yaml/read-yaml.ts';
import { findFiles, isPattern } from './file-names.ts';
import type { ConfigProblem } from './problem.ts';
import { configBytes } from './read-text.ts';
import type { FileReader } from './read-text.ts';

export const sourceLimits = {
  files: 1_000,
  /** A file that is included by one that is included ... */
  depth: 10,
  /** Values of all files, where each reference counts as what it leads to. */
  values: 2_000_000,
} as const;

/** One file of a config. */
export interface ConfigSource {
  /** As people named it. */
  file: string;
  yaml: YamlText;
}

export interface GatheredSources {
  /** Each file before those that it includes. */
  sources: ConfigSource[];
  problems: ConfigProblem[];
  warnings: ConfigProblem[];
  /** What was looked at, with files that are not there: a change of any changes the config. */
  files: string[];
  folders: string[];
}

/** A text as one file of a config. */
export function readSource(
  file: string,
  text: string,
): { source: ConfigSource } | { problems: ConfigProblem[] } {
  const read = readYaml(text);
  if (read.ok) return { source: { file, yaml: read.yaml } };
  return { problems: read.problems.map((problem) => ({ file, ...problem })) };
}

/** Paths in `include`; whatever else stands there is the schema's to complain of. */
const Includes = z.object({ include: z.array(z.string().trim().catch('')).catch([]) });

interface Visit {
  file: string;
  depth: number;
  /** Where it is named; null for the first file. */
  from: { source: ConfigSource; index: number } | null;
  /** Identities of the files that led to it. */
  above: readonly string[];
}

/** Reads a config file and all that it includes. */
export async function gatherSources(file: string, reader: FileReader): Promise<GatheredSources> {
  const gathered: GatheredSources = {
    ...{ sources: [], problems: [], warnings: [], files: [], folders: [] },
  };
  const seen = new Map<string, string>();
  let bytes = 0;
  let values = 0;
  /** All together are too much: nothing more is read. */
  let isFull = false;

  async function visit({ file, depth, from, above }: Visit): Promise<void> {
    if (isFull) return;
    const complain = (reason: string, remedy: string) =>
      gathered.problems.push(problemAt(from, file, reason, remedy));
    if (gathered.files.length === sourceLimits.files) {
      isFull = true;
      complain(`A config has at most ${sourceLimits.files} files.`, 'Put some into one file.');
      return;
    }
    gathered.files.push(file);
    if (depth > sourceLimits.depth) {
      const reason = `Files include each other at most ${sourceLimits.depth} levels deep.`;
      complain(reason, 'Name the file in `include` of one nearer to the first.');
      return;
    }
    const read = await reader.readText(file);
    if (!read.ok) {
      const { reason, remedy, line = 1 } = read;
      const isAbout = from === null || line > 1;
      if (isAbout) gathered.problems.push({ file, line, column: 1, path: '', reason, remedy });
      else complain(`${file}: ${reason}`, remedy);
      return;
    }
    if (above.includes(read.identity)) {
      const circle = [...above.slice(above.indexOf(read.identity)), read.identity];
      const reason = `Files include each other in a circle: ${circle.join(' → ')}.`;
      complain(reason, 'Take one of these out of `include`.');
      return;
    }
    const known = seen.get(read.identity);
    if (known !== undefined) {
      complain(`${file} is included already, by ${known}.`, 'Take one of both out.');
      return;
    }
    seen.set(read.identity, from?.source.file ?? 'the command line');
    bytes += read.bytes;
    if (bytes > configBytes) {
      isFull = true;
      const reason = `All files together have at most ${configBytes / 1024 / 1024} MiB.`;
      complain(reason, 'Take out what is no configuration.');
      return;
    }
    const parsed = readSource(file, read.text);
    if ('problems' in parsed) {
      gathered.problems.push(...parsed.problems);
      return;
    }
    const { source } = parsed;
    values += source.yaml.valueCount;
    if (values > sourceLimits.values) {
      isFull = true;
      const reason = 'References multiply what is here beyond measure.';
      complain(reason, 'Write what is referred to so often where it is used.');
      return;
    }
    gathered.sources.push(source);
    const { include } = Includes.catch({ include: [] }).parse(source.yaml.value);
    for (const [index, path] of include.entries()) {
      if (path === '') continue;
      const found = await findFiles(path, file, reader);
      gathered.folders.push(...found.folders);
      const origin = { source, index };
      // A pattern that means all files of a folder means the others.
      const files = isPattern(path) ? found.files.filter((one) => one !== file) : found.files;
      if (files.length === 0) {
        const remedy = 'Correct the path, unless the files are yet to come.';
        const reason = 'No file has such a name.';
        gathered.warnings.push(problemAt(origin, file, reason, remedy));
      }
      const next = { depth: depth + 1, from: origin, above: [...above, read.identity] };
      for (const one of files) await visit({ ...next, file: one });
    }
  }

  await visit({ file, depth: 1, from: null, above: [] });
  return gathered;
}

function problemAt(
  from: Visit['from'],
  file: string,
  reason: string,
  remedy: string,
): ConfigProblem {
  if (from === null) return { file, line: 1, column: 1, path: '', reason, remedy };
  const { source, index } = from;
  const { document, lines } = source.yaml;
  const { line, column } = positionOf(document, lines, ['include', index]);
  return { file: source.file, line, column, path: `include.${index}`, reason, remedy };
}
