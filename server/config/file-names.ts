import { dirname, join, resolve, sep } from 'node:path';
import type { FileReader } from './read-text.ts';

/** More names than this are not looked at for one pattern. */
const mostNames = 10_000;

export interface FoundFiles {
  /** Whole paths, in the order of the alphabet. */
  files: string[];
  /** Folders in which others may be found later. */
  folders: string[];
}

/** Whether a path has `*` or `?`, which stand for any names. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The files that a path of a config means; it begins in the folder of `file`. A path without wildcards
 * is returned whether or not there is such a file.
 */
export async function findFiles(
  path: string,
  file: string,
  reader: Pick<FileReader, 'listNames'>,
): Promise<FoundFiles> {
  const whole = resolve(dirname(file), path);
  const [root = '', ...segments] = whole.split(sep);
  const folders: string[] = [];
  const plain = segments.findIndex(isPattern);
  if (plain === -1) return { files: [whole], folders };
  let paths = [[root, ...segments.slice(0, plain)].join(sep) || sep];
  for (const segment of segments.slice(plain)) {
    const found: string[] = [];
    for (const folder of paths) {
      folders.push(folder);
      const names = await reader.listNames(folder);
      found.push(
        ...names.filter((name) => isMeant(segment, name)).map((name) => join(folder, name)),
      );
      if (found.length > mostNames) break;
    }
    paths = found.slice(0, mostNames);
  }
  return { files: paths, folders };
}

/** Hidden files are meant only by patterns that begin with a dot, as in shells. */
function isMeant(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  return fits(pattern, name);
}

/** `?` is any character, `*` any number of them. Goes back to the last `*` alone, so it is never slow. */
function fits(pattern: string, name: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let afterStar = 0;
  while (at < name.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      afterStar = at;
      inPattern += 1;
    } else if (wanted === '?' || wanted === name[at]) {
      at += 1;
      inPattern += 1;
    } else if (star !== -1) {
      afterStar += 1;
      at = afterStar;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
