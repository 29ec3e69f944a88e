import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutText,
  decodeText,
  describeText,
  imageTypeOf,
  readableText,
} from './attachment-content.ts';
import { limits } from './limits.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the kind of an image', () => {
  test.each([
    ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['image/gif', 'GIF89a\x01\0'],
    ['image/gif', 'GIF87a\x01\0'],
    ['image/webp', 'RIFF\x24\0\0\0WEBPVP8 '],
    ['image/avif', '\0\0\0\x20ftypavif\0\0\0\0'],
    ['image/avif', '\0\0\0\x20ftypavis\0\0\0\0'],
    ['image/avif', '\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf'],
  ])('%s is known by its first bytes', (type, head) => {
    expect(imageTypeOf(bytesOf(head))).toBe(type);
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html><img src="x.png"></html>'],
    ['a drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a TIFF', 'II*\0'],
    ['a BMP', 'BM\0\0\0\0'],
    ['another RIFF', 'RIFF\x24\0\0\0WAVE'],
    ['a video', '\0\0\0\x20ftypisom'],
    ['a page that begins late like an image', ' GIF89a'],
  ])('%s is none', (_name, head) => expect(imageTypeOf(bytesOf(head))).toBeNull());
});

describe('text', () => {
  test('is UTF-8 without zero bytes', () => {
    expect(decodeText(new TextEncoder().encode('grüezi 🔔\n'))).toBe('grüezi 🔔\n');
    expect(decodeText(bytesOf('\xff\xfeh\0i\0'))).toBeNull();
    expect(decodeText(bytesOf('caf\xe9'))).toBeNull();
    expect(decodeText(bytesOf('a\0b'))).toBeNull();
  });

  test.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['\n\n', 2],
    ['a\r\nb\r\n', 2],
  ])('%j has its lines counted', (text, lineCount) => {
    expect(describeText(text).lineCount).toBe(lineCount);
  });

  test.each([
    ['\u001b[31mERROR\u001b[0m failed', 'ERROR failed'],
    ['\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title without end\nnext', '\nnext'],
    ['\u009b2Jcleared', 'cleared'],
    ['a\tb\r\nc\rd', 'a\tb\nc\nd'],
    ['bell\u0007 back\u0008space del\u007f', 'bell backspace del'],
    ['\u202egnp.exe', '\u{fffd}gnp.exe'],
    ['cut \u001b[', 'cut '],
    ['שלום العربية', 'שלום العربية'],
  ])('%j can be read', (text, readable) => expect(readableText(text)).toBe(readable));

  test('whatever it is, what is shown fits and holds nothing active', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001b[', '\n', '🔔'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 500 }), (pieces) => {
        const { preview } = describeText(pieces.join('\u001b'));
        expect(preview.length).toBeLessThanOrEqual(limits.textPreviewLength);
        expect(
          [...preview].every((character) => character >= ' ' || '\t\n'.includes(character)),
        ).toBe(true);
      }),
    );
  });

  test('a cut never leaves half a character', () => {
    expect(cutText('ab🔔', 3)).toBe('ab');
    expect(cutText('ab🔔', 4)).toBe('ab🔔');
  });
});
