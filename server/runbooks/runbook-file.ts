import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { parseRunbook } from '../domain/runbook/parse-runbook.ts';
import type { ParsedRunbook } from '../domain/runbook/parse-runbook.ts';
import type { RunbookProblem } from '../domain/runbook/problem.ts';
import { runbookLimits } from '../domain/runbook/runbook.ts';

/** One version of a file. */
export interface RunbookFile {
  path: string;
  /** SHA-256 of its bytes, in hexadecimal: the name of the version. Null: it could not be read. */
  hash: string | null;
  parsed: ParsedRunbook;
}

/** Reads a file; whatever is wrong with it is one of its problems. */
export async function readRunbookFile(path: string): Promise<RunbookFile> {
  const { hash, parsed } = await readRunbookText(path);
  return { path, hash, parsed };
}

/** As `readRunbookFile`, with the text as it stands in the file; null when it is none. */
export async function readRunbookText(
  path: string,
): Promise<RunbookFile & { text: string | null }> {
  const most = runbookLimits.fileBytes;
  const bytes = await readAtMost(path, most + 1).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    const reason = `This file cannot be read (${bytes.code ?? bytes.message}).`;
    return unread(path, refused(reason, 'Check its name and permissions.'));
  }
  if (bytes.length > most) {
    const remedy = 'Make several runbooks of it.';
    return unread(path, refused('This file is larger than 1 MiB.', remedy));
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return { path, hash, parsed: parseRunbook(text), text };
  }
  const remedy = 'Save the file as UTF-8.';
  return unread(path, refused('This is no UTF-8.', remedy, findForeign(bytes)), hash);
}

function unread(path: string, parsed: ParsedRunbook, hash: string | null = null) {
  return { path, hash, parsed, text: null };
}

/** @throws NodeJS.ErrnoException */
async function readAtMost(path: string, byteCount: number): Promise<Buffer> {
  const file = await open(path);
  try {
    if (!(await file.stat()).isFile()) throw new Error('it is no file');
    const bytes = Buffer.alloc(byteCount);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, filled, byteCount - filled);
      filled += bytesRead;
      if (bytesRead === 0 || filled === byteCount) return bytes.subarray(0, filled);
    }
  } finally {
    await file.close();
  }
}

function refused(
  reason: string,
  remedy: string,
  place: { line: number; column: number } = { line: 1, column: 1 },
): ParsedRunbook {
  const problem: RunbookProblem = { level: 'error', ...place, reason, remedy };
  return { ok: false, problems: [problem] };
}

/** Where the first bytes stand that are no UTF-8. */
function findForeign(bytes: Buffer): { line: number; column: number } {
  let line = 1;
  let from = 0;
  for (;;) {
    const end = bytes.indexOf('\n', from);
    const content = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (!isUtf8(content) || end === -1) {
      const column = content.toString('utf8').indexOf('\uFFFD') + 1;
      return { line, column: Math.max(1, column) };
    }
    line += 1;
    from = end + 1;
  }
}
