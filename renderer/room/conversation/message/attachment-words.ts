import type { Attachment } from '../../../../server/protocol/attachment.ts';
import { sizeInWords } from '../composer/pasted-text.ts';

const mostWidthPx = 320;
const mostHeightPx = 200;

/** The box of a thumbnail: known before the picture is, so that nothing moves when it comes. */
export function thumbnailBox({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const scale = Math.min(1, mostWidthPx / width, mostHeightPx / height);
  const least = (size: number) => Math.max(24, Math.round(size * scale));
  return { width: least(width), height: least(height) };
}

/** What an attachment is, in words: "Text, 48 lines, 3 kB". */
export function attachmentInWords({ mediaType, sizeBytes, image, text }: Attachment): string {
  const size = sizeInWords(sizeBytes);
  if (image) return `Image, ${image.width} × ${image.height}, ${size}`;
  if (text) return `Text, ${text.lineCount === 1 ? '1 line' : `${text.lineCount} lines`}, ${size}`;
  return `${typeInWords(mediaType)}, ${size}`;
}

const types: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'Archive',
  'application/gzip': 'Archive',
  'application/octet-stream': 'File',
};

function typeInWords(mediaType: string): string {
  return types[mediaType] ?? `File (${mediaType})`;
}
