import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../../server/protocol/attachment.ts';
import { attachmentInWords, thumbnailBox } from './attachment-words.ts';

const file: Attachment = {
  hash: '0'.repeat(64),
  name: 'x',
  mediaType: 'application/octet-stream',
  sizeBytes: 1,
  image: null,
  text: null,
};

describe('attachments', () => {
  it.each([
    [
      { width: 1_600, height: 900 },
      { width: 320, height: 180 },
    ],
    [
      { width: 100, height: 5_000 },
      { width: 24, height: 200 },
    ],
    [
      { width: 64, height: 64 },
      { width: 64, height: 64 },
    ],
    [
      { width: 1, height: 1 },
      { width: 24, height: 24 },
    ],
  ])('%o fits into %o', (image, box) => expect(thumbnailBox(image)).toEqual(box));

  it.each([
    [{}, 'File, 1 byte'],
    [{ sizeBytes: 48_200, text: { lineCount: 1, preview: '' } }, 'Text, 1 line, 48 kB'],
    [{ sizeBytes: 999_999, text: { lineCount: 48, preview: '' } }, 'Text, 48 lines, 1.0 MB'],
    [{ sizeBytes: 999, image: { width: 2, height: 3 } }, 'Image, 2 × 3, 999 bytes'],
    [{ mediaType: 'application/x-foo', sizeBytes: 0 }, 'File (application/x-foo), 0 bytes'],
  ])('%o', (change, words) => expect(attachmentInWords({ ...file, ...change })).toBe(words));
});
