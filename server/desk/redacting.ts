import { mark } from '../domain/redaction/built-in-rules.ts';
import { findKeyLines } from '../domain/redaction/key-blocks.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import { readableText } from '../protocol/attachment-content.ts';
import type { LogItem } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import type { NewContextItem } from '../protocol/room-api.ts';
import type { z } from 'zod';

type Log = z.infer<typeof LogItem>;

/** The hub does nothing else for this long at most. */
const turnMs = 8;

/** Takes the secrets out of the log lines among the items. Other work of the hub gets its turns. */
export async function redactItems(
  items: readonly NewContextItem[],
  redactLine: RedactLine,
): Promise<NewContextItem[]> {
  const redacted: NewContextItem[] = [];
  for (const item of items) {
    const { content } = item;
    redacted.push(
      content.kind === 'log' ? { ...item, content: await redactLog(content, redactLine) } : item,
    );
  }
  return redacted;
}

async function redactLog(log: Log, redactLine: RedactLine): Promise<Log> {
  const lines: Log['lines'] = [];
  let { redactedCount } = log;
  // Colours between the letters of a line would hide from every rule what people see.
  const readable = log.lines.map(({ at, text }) => ({ at, text: readableText(text) }));
  const keyLines = findKeyLines(readable.map(({ text }) => text));
  let turnStartMs = performance.now();
  for (const [index, { at, text }] of readable.entries()) {
    const redacted = keyLines.has(index) ? { text: mark, count: 1 } : redactLine(text);
    redactedCount += redacted.count;
    lines.push({ at, text: clipText(redacted.text, limits.contextLogLineLength) });
    if (performance.now() - turnStartMs < turnMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnStartMs = performance.now();
  }
  return { ...log, lines, redactedCount };
}

/** A mark may be longer than what it stands for. */
function clipText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}
