import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { TocsinError } from '../protocol/errors.ts';
import type { ImageType, ServedImageType } from '../protocol/attachment-content.ts';
import { limits } from '../protocol/limits.ts';
import { Gate } from './gate.ts';

/** An image as it is served: drawn anew from its pixels, without anything else that was in the file. */
export interface EncodedImage {
  mediaType: ServedImageType;
  bytes: Buffer;
  width: number;
  height: number;
  /** WebP, standing still. */
  thumbnail: Buffer;
}

type SharpMaker = (input: string, options: SharpOptions) => Sharp;

const secondsPerImage = 40;
/** Of moving pictures; the encoder takes seconds for more. */
const movingEffort = 1;

/** One at a time: an image of the largest size fills 200 MB while it is open. */
const gate = new Gate(1);
let loading: Promise<SharpMaker> | undefined;

/**
 * Opens an image and encodes it anew, turned upright and in sRGB. PNG stays PNG and JPEG stays JPEG;
 * the others become WebP, and move on if they moved.
 * @throws TocsinError `image_unreadable`
 */
export function encodeImage(file: string, type: ImageType): Promise<EncodedImage> {
  return gate.run(async () => {
    loading ??= loadSharp();
    const sharp = await loading;
    try {
      return await encode(sharp, file, type);
    } catch (cause) {
      if (cause instanceof TocsinError) throw cause;
      throw new TocsinError('image_unreadable', undefined, { cause });
    }
  });
}

/** At the first image: it takes a while to load, and many a hub never sees one. */
async function loadSharp(): Promise<SharpMaker> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  // Nothing but what `imageTypeOf` knows is ever opened.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`),
  });
  return sharp;
}

async function encode(sharp: SharpMaker, file: string, type: ImageType): Promise<EncodedImage> {
  const whole: SharpOptions = {
    animated: type === 'image/gif' || type === 'image/webp',
    limitInputPixels: limits.imagePixels,
    failOn: 'error',
    sequentialRead: true,
  };
  const metadata = await sharp(file, whole).metadata();
  requireFewPixels(metadata);
  const isMoving = (metadata.pages ?? 1) > 1;
  const open = (options: SharpOptions) => {
    const image = sharp(file, options).timeout({ seconds: secondsPerImage });
    return isMoving ? image : image.autoOrient();
  };
  const served = await encodeServed(open(whole), type, isMoving);
  const { data: bytes, info } = served;
  const thumbnail = await open({ ...whole, animated: false })
    .resize(limits.thumbnailPixels, limits.thumbnailPixels, {
      fit: 'inside',
      withoutEnlargement: true,
    })
    .webp({ quality: 80 })
    .toBuffer();
  const mediaType = `image/${info.format}` as ServedImageType;
  return { mediaType, bytes, width: info.width, height: info.pageHeight ?? info.height, thumbnail };
}

function encodeServed(image: Sharp, type: ImageType, isMoving: boolean) {
  const encoded =
    type === 'image/png'
      ? image.png()
      : type === 'image/jpeg'
        ? image.jpeg({ quality: 90 })
        : image.webp(isMoving ? { quality: 80, effort: movingEffort } : { quality: 90 });
  return encoded.toBuffer({ resolveWithObject: true });
}

function requireFewPixels({ width, height, pages = 1, pageHeight = height }: Metadata): void {
  if (width * pageHeight * pages > limits.imagePixels || pages > limits.imageFrames) {
    throw new TocsinError('image_unreadable', 'It has too many pixels or pictures.');
  }
}
