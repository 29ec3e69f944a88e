import { readdir, readFile, realpath, stat } from 'node:fs/promises';

/** All files of a config together. No config of people is larger. */
export const configBytes = 8 * 1024 * 1024;

export type ReadText =
  /** `identity` is the same for the same file under another name. */
  { ok: true; text: string; bytes: number; identity: string } | ({ ok: false } & Unreadable);

interface Unreadable {
  reason: string;
  remedy: string;
  /** 1 unless it is about a place in the file. */
  line?: number;
}

/** Where the files of a config are read. Paths are whole. */
export interface FileReader {
  readText(path: string): Promise<ReadText>;
  /** Names in a folder, in the order of the alphabet; none when there is no such folder. */
  listNames(folder: string): Promise<string[]>;
}

export const diskReader: FileReader = {
  async readText(path) {
    try {
      const identity = await realpath(path);
      const { size, isFile } = await statOf(identity);
      // A pipe or a device would be read for ever.
      if (!isFile) return { ok: false, reason: 'This is no file.', remedy: 'Name a file.' };
      if (size > configBytes) return tooLarge;
      const content = await readFile(identity);
      if (content.length > configBytes) return tooLarge;
      return { ...decode(content), bytes: content.length, identity };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      return { ok: false, ...(troubles[code] ?? troubleOf(code)) };
    }
  },
  async listNames(folder) {
    try {
      return (await readdir(folder)).toSorted();
    } catch {
      return [];
    }
  },
};

async function statOf(path: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}

function decode(content: Buffer): { ok: true; text: string } | ({ ok: false } & Unreadable) {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
  } catch {
    const [before = ''] = content.toString('utf8').split('\uFFFD', 1);
    return {
      ok: false,
      reason: 'This is not UTF-8.',
      remedy: 'Save the file as UTF-8.',
      line: before.split('\n').length,
    };
  }
}

const tooLarge = {
  ok: false as const,
  reason: `A config has at most ${configBytes / 1024 / 1024} MiB.`,
  remedy: 'Take out what is no configuration.',
};

const troubles: Record<string, Unreadable> = {
  ENOENT: { reason: 'There is no such file.', remedy: 'Correct the path, or write the file.' },
  ENOTDIR: { reason: 'There is no such file.', remedy: 'Correct the path, or write the file.' },
  EACCES: {
    reason: 'The file may not be read.',
    remedy: 'Give the user of the hub the right to read it, and to enter its folders.',
  },
  ELOOP: {
    reason: 'Its symbolic links lead in a circle.',
    remedy: 'Let one of the links lead to a file.',
  },
};

function troubleOf(code: string): Unreadable {
  return {
    reason: `The file cannot be read (${code}).`,
    remedy: 'See what is wrong with its disk.',
  };
}
