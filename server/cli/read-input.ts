import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { limits } from '../protocol/limits.ts';

/** Enough for as many of the longest lines as a log may have, in any script. */
const tailBytes = 4 * limits.contextLogLines * limits.contextLogLineLength;

/** The text of a file, or of standard input when the name is `-`. @throws NodeJS.ErrnoException */
export async function readWhole(file: string, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let byteCount = 0;
  for await (const part of open(file, 0) as AsyncIterable<Buffer>) {
    byteCount += part.length;
    if (byteCount > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * The last lines of a file, or of standard input when the name is `-`, as many and as long as a log
 * may have, without colours. @throws NodeJS.ErrnoException
 */
export async function readLastLines(file: string): Promise<string[]> {
  let tail = Buffer.alloc(0);
  for await (const part of open(file, tailBytes) as AsyncIterable<Buffer>) {
    tail = Buffer.concat([tail, part]);
    if (tail.length > tailBytes) tail = tail.subarray(tail.length - tailBytes);
  }
  const lines = stripVTControlCharacters(tail.toString('utf8')).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(-limits.contextLogLines).map(clip);
}

/** @param lastBytes where to begin, from the end of a file; 0: at its beginning */
function open(file: string, lastBytes: number): Readable {
  if (file === '-') return process.stdin;
  const { size } = statSync(file);
  return createReadStream(file, { start: lastBytes === 0 ? 0 : Math.max(0, size - lastBytes) });
}

function clip(line: string): string {
  const maxLength = limits.contextLogLineLength;
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).toWellFormed()}…`;
}
