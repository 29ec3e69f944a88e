import { dirname, resolve } from 'node:path';
import { positionOf } from '../domain/yaml/position.ts';
import type { Place } from '../domain/yaml/position.ts';
import { Include } from './include.ts';
import type { ConfigProblem } from './problem.ts';
import type { ConfigSource } from './sources.ts';

type Path = readonly PropertyKey[];
type Mapping = Record<string, unknown>;

export type PlaceInFile = Place & { file: string };

/** Several files as if they were one. */
export interface MergedSources {
  content: unknown;
  /** What stands in two of them and may stand only in one. */
  problems: ConfigProblem[];
  /** Where a field, or its name, stands; as `positionOf`. */
  placeOf(path: Path, atKey?: boolean): PlaceInFile;
}

/** Entries of these by id may come from any file. Within `channels` the same holds for `webhooks`. */
const keyedSections = new Set(
  'people teams services rotas policies mappings hooks channels runbooks cards'.split(' '),
);

/** Lists of these follow each other. */
const lists = new Set(['redaction', 'runbooks.folders']);

/** Paths that begin in the folder of their file. */
const folders = new Set(['runbooks.folders', 'cards.folder']);

/** Puts files together, in their order. At least one. */
export function mergeSources(sources: readonly ConfigSource[]): MergedSources {
  const [main] = sources;
  if (!main || sources.length === 1) return asOne(main);
  const content: Mapping = {};
  const problems: ConfigProblem[] = [];
  const origins = new Map<string, { source: ConfigSource; path: Path }>();

  for (const source of sources) {
    const value = source.yaml.value ?? {};
    if (!isMapping(value)) {
      // The schema complains of the whole, wherever it stands.
      return asOne(source);
    }
    for (const [name, section] of Object.entries(value)) {
      // Those of the others have been followed.
      if (name === 'include' && source !== main) {
        problems.push(...checkInclude(source, section));
        continue;
      }
      take(source, content, [name], section);
    }
  }
  return { content, problems, placeOf };

  function take(source: ConfigSource, into: Mapping, path: Path, value: unknown): void {
    const name = String(path.at(-1));
    const isKnown = Object.hasOwn(into, name);
    const known = isKnown ? into[name] : undefined;
    const field = path.join('.');
    if (isMapping(value) && opensUp(path) && (!isKnown || isMapping(known))) {
      if (!isKnown) origins.set(keyOf(path), { source, path });
      const inner = isMapping(known) ? known : {};
      into[name] = inner;
      for (const [key, one] of Object.entries(value)) take(source, inner, [...path, key], one);
      return;
    }
    if (Array.isArray(value) && lists.has(field) && (!isKnown || Array.isArray(known))) {
      const before: unknown[] = Array.isArray(known) ? known : [];
      if (!isKnown) origins.set(keyOf(path), { source, path });
      for (const index of value.keys()) {
        origins.set(keyOf([...path, before.length + index]), { source, path: [...path, index] });
      }
      into[name] = [...before, ...value.map((one: unknown) => inFolder(source, field, one))];
      return;
    }
    const first = origins.get(keyOf(path));
    if (isKnown && first) {
      const { document, lines } = first.source.yaml;
      const at = positionOf(document, lines, first.path, true);
      const where = `${first.source.file}:${at.line}`;
      const { file, line, column } = inSource(source, path, true);
      const isEntry = path.length > 1 && opensUp(path.slice(0, -1));
      problems.push({
        ...{ file, line, column, path: field },
        reason: `"${name}" is also given in ${where}.`,
        remedy: isEntry ? 'Take one out, or choose another id.' : 'Put both into one file.',
      });
      return;
    }
    origins.set(keyOf(path), { source, path });
    into[name] = inFolder(source, field, value);
  }

  function inFolder(source: ConfigSource, field: string, value: unknown): unknown {
    if (source === main || typeof value !== 'string' || !folders.has(field)) return value;
    return resolve(dirname(source.file), value.trim());
  }

  function placeOf(path: Path, atKey = false): PlaceInFile {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const origin = origins.get(keyOf(path.slice(0, depth)));
      if (!origin) continue;
      return inSource(origin.source, [...origin.path, ...path.slice(depth)], atKey);
    }
    return main ? inSource(main, path, atKey) : nowhere;
  }
}

function checkInclude(source: ConfigSource, value: unknown): ConfigProblem[] {
  const issues = Include.safeParse(value).error?.issues ?? [];
  const paths = issues.map(({ path, message }) => ({ path: ['include', ...path], message }));
  return paths.map(({ path, message }) => {
    const { file, line, column } = inSource(source, path, false);
    const remedy = 'List paths of files.';
    return { file, line, column, path: path.join('.'), reason: message, remedy };
  });
}

const nowhere: PlaceInFile = { file: '', line: 1, column: 1, isThere: false };

function asOne(source: ConfigSource | undefined): MergedSources {
  return {
    content: source?.yaml.value ?? {},
    problems: [],
    placeOf: (path, atKey = false) => (source ? inSource(source, path, atKey) : nowhere),
  };
}

function inSource({ file, yaml }: ConfigSource, path: Path, atKey: boolean): PlaceInFile {
  return { file, ...positionOf(yaml.document, yaml.lines, path, atKey) };
}

/** Whether what is in it may come from several files. */
function opensUp(path: Path): boolean {
  const [section, ...rest] = path.map(String);
  if (section === undefined) return false;
  if (rest.length === 0) return keyedSections.has(section);
  return section === 'channels' && rest.length === 1 && rest[0] === 'webhooks';
}

function keyOf(path: Path): string {
  return path.map(String).join('\0');
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
