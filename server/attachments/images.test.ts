import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { imageTypeOf } from '../protocol/attachment-content.ts';
import { limits } from '../protocol/limits.ts';
import { encodeImage } from './images.ts';

async function encode(bytes: Uint8Array) {
  const type = imageTypeOf(bytes);
  if (!type) throw new Error('This is no image.');
  const file = join(temporaryFolder(), 'image');
  await writeFile(file, bytes);
  return encodeImage(file, type);
}

const plain = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 4, background: { r: 200, g: 30, b: 60, alpha: 0.5 } },
  });

/** `count` pictures below each other, each of another colour. */
function moving(size: number, count: number) {
  const pixels = Buffer.alloc(size * size * count * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = Math.floor(at / (size * size * 3)) * 7;
  const raw = { width: size, height: size * count, channels: 3 as const, pageHeight: size };
  return sharp(pixels, { raw });
}

describe('an image is drawn anew', () => {
  test.each([
    ['PNG stays PNG', () => plain(700, 500).png(), 'image/png'],
    ['JPEG stays JPEG', () => plain(700, 500).jpeg(), 'image/jpeg'],
    ['WebP stays WebP', () => plain(700, 500).webp(), 'image/webp'],
    ['AVIF becomes WebP', () => plain(700, 500).avif({ effort: 0 }), 'image/webp'],
    ['GIF becomes WebP', () => plain(700, 500).gif(), 'image/webp'],
  ])('%s', async (_name, make, mediaType) => {
    const made = await encode(await make().toBuffer());
    expect(made).toMatchObject({ mediaType, width: 700, height: 500 });
    expect(imageTypeOf(made.bytes)).toBe(mediaType);
    expect(await sharp(made.thumbnail).metadata()).toMatchObject({
      ...{ format: 'webp', width: limits.thumbnailPixels, height: 343 },
    });
  });

  test('upright, and without what a camera writes into it', async () => {
    const exif = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const photo = await plain(60, 40)
      .jpeg()
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(photo.includes('Exif')).toBe(true);
    const made = await encode(photo);
    expect(made).toMatchObject({ width: 40, height: 60 });
    const metadata = await sharp(made.bytes).metadata();
    expect(metadata).not.toMatchObject({ exif: expect.anything() });
    expect(metadata).not.toMatchObject({ orientation: 6 });
  });

  test('what moves goes on moving, its thumbnail stands still', async () => {
    const made = await encode(await moving(20, 6).gif({ delay: 100 }).toBuffer());
    expect(made).toMatchObject({ mediaType: 'image/webp', width: 20, height: 20 });
    expect(await sharp(made.bytes).metadata()).toMatchObject({ pages: 6 });
    expect((await sharp(made.thumbnail).metadata()).pages ?? 1).toBe(1);
  });

  test('and nothing that hung on to it comes along', async () => {
    const png = await plain(30, 30).png().toBuffer();
    const made = await encode(Buffer.concat([png, Buffer.from('<svg onload=alert(1)>')]));
    expect(made.bytes.includes('onload')).toBe(false);
  });

  test('a small one is not blown up', async () => {
    const { thumbnail } = await encode(await plain(16, 9).png().toBuffer());
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 16, height: 9 });
  });
});

describe('refused is', () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['a picture that is only a beginning', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a page that begins like a picture', () => Buffer.from('GIF89a<script>alert(1)</script>')],
    [
      'a picture that is cut',
      async () => {
        const png = await sharp(Buffer.alloc(90_000, 'noise?'), {
          raw: { width: 100, height: 300, channels: 3 },
        })
          .png()
          .toBuffer();
        return png.subarray(0, png.length / 2);
      },
    ],
    ['900 million pixels in a few bytes', () => pngHead(30_000, 30_000)],
    ['a picture wider than the sea', () => pngHead(2_000_000_000, 2)],
    ['thousands of pictures', () => moving(2, 2_000).gif({ delay: 20 }).toBuffer()],
    ['pictures that are small one by one', () => hollowGif(2_000, 2_000, 13)],
    [
      'a GIF with a JPEG inside',
      async () => {
        const jpeg = await plain(10, 10).jpeg().toBuffer();
        return Buffer.concat([Buffer.from('GIF89a'), jpeg]);
      },
    ],
  ])('%s', async (_name, make) => {
    const bytes = await make();
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(encode(bytes)).rejects.toMatchObject({ code: 'image_unreadable' });
  });
});

/** A PNG that says how large it is, with some of its rows. */
function pngHead(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF that says how large it is, and whose pictures fill one pixel each. */
function hollowGif(width: number, height: number, count: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  const picture = Buffer.from('2c000000000100010000' + '0202440100', 'hex');
  return Buffer.concat([head, ...Array.from({ length: count }, () => picture), Buffer.from(';')]);
}

test('such a hollow GIF is a good one when it is small', async () => {
  expect(await encode(hollowGif(50, 40, 3))).toMatchObject({ width: 50, height: 40 });
});
