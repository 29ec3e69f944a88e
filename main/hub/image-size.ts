import type { ImageType } from '../../server/protocol/attachment-content.ts';

/**
 * Pixels of an image as its file says, without opening it; null when it is another kind, or says
 * nothing sensible. Only to leave the right room for it: nothing relies on it.
 */
export function imageSizeOf(
  bytes: Uint8Array,
  type: ImageType,
): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = readers[type]?.(view) ?? null;
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch {
    // A read beyond the end.
    return null;
  }
}

type Size = { width: number; height: number };

const readers: Partial<Record<ImageType, (view: DataView) => Size | null>> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  'image/jpeg': sizeOfJpeg,
  'image/webp': sizeOfWebp,
};

/** @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2) */
function sizeOfJpeg(view: DataView): Size | null {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // Start of frame; in the same range are DHT, JPG and DAC.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** @see https://developers.google.com/speed/webp/docs/riff_container */
function sizeOfWebp(view: DataView): Size | null {
  const kind = view.getUint32(12);
  if (kind === 0x56503858) {
    const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
    return { width: uint24(24) + 1, height: uint24(27) + 1 };
  }
  if (kind === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind !== 0x5650384c) return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
