/** A longer text is better read beside the conversation than in it. */
const mostLines = 20;
const previewLines = 8;

export interface PastedText {
  text: string;
  lineCount: number;
  preview: string;
}

/** A long text that was pasted, to be offered as an attachment; null for one that is not long. */
export function longPaste(text: string): PastedText | null {
  const lines = text.replace(/\n$/, '').split(/\r\n|\r|\n/);
  if (lines.length <= mostLines) return null;
  return { text, lineCount: lines.length, preview: lines.slice(0, previewLines).join('\n') };
}

/** Name of a text that had none: "pasted 03.16.txt". */
export function pastedName(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `pasted ${two(now.getHours())}.${two(now.getMinutes())}.txt`;
}

const units = ['bytes', 'kB', 'MB'] as const;

/** "3 bytes", "48 kB", "1.2 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} ${units[0]}`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} ${units[1]}`;
  return `${(bytes / 1_000_000).toFixed(1)} ${units[2]}`;
}
