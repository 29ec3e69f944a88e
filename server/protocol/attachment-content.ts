import { limits } from './limits.ts';

/** Images that are shown; everything else is text or bytes, whatever it is called. */
export const imageTypes = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
] as const;
export type ImageType = (typeof imageTypes)[number];

/** What the hub serves an image as: it encodes every one anew. */
export const servedImageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ServedImageType = (typeof servedImageTypes)[number];

export const textType = 'text/plain';
export const bytesType = 'application/octet-stream';

/** Bytes of the beginning that `imageTypeOf` looks at. */
const headLength = 64;

/**
 * The kind of image by its first bytes, never by its name; null for everything else, SVG too.
 * @see https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 * @see https://aomediacodec.github.io/av1-avif/ (brands)
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const head = String.fromCharCode(...bytes.subarray(0, headLength));
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'image/webp';
  if (/^[^]{4}ftyp(?:avif|avis)/.test(head)) return 'image/avif';
  return /^[^]{4}ftyp(?:mif1|miaf)[^]{4}(?:[^]{4})*?avif/.test(head) ? 'image/avif' : null;
}

/** The bytes as text when they are UTF-8 without a zero byte; null otherwise. */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What a room shows of a text without opening it. */
export function describeText(text: string): { lineCount: number; preview: string } {
  let lineCount = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineCount += 1;
  // Colours take room and are left out, so more is looked at than is shown.
  const preview = cutText(readableText(text.slice(0, 4 * limits.textPreviewLength)));
  return { lineCount, preview };
}

/**
 * A text as it can be shown anywhere: without terminal sequences and control characters but tab and
 * line feed; what would turn the direction of the text shows as a replacement character.
 */
export function readableText(text: string): string {
  return text
    .replace(terminalSequence, '')
    .replace(/\r\n?/g, '\n')
    .replace(controlCharacter, '')
    .replace(directionCharacter, '\u{fffd}');
}

/** The first `length` UTF-16 units, without half a character at the end. */
export function cutText(text: string, length: number = limits.textPreviewLength): string {
  if (text.length <= length) return text;
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** CSI and OSC sequences, and two-character escapes (ECMA-48), cut ones too. */
const terminalSequence = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?`,
    String.raw`(?:\u001b\]|\u009d)[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?`,
    String.raw`\u001b[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);
const controlCharacter = new RegExp(String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`, 'g');
const directionCharacter = /[\u202a-\u202e\u2066-\u2069]/g;
