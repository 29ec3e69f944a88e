/**
 * A Windows icon that holds PNG pictures, as Windows has read them since Vista.
 * @param pictures width in pixels (at most 256) and PNG file of each
 */
export function encodeIco(pictures: readonly (readonly [sizePx: number, png: Buffer])[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  // Reserved, then 1 for an icon, then the count.
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(([sizePx, png], index) => {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(sizePx % 256, entry);
    header.writeUInt8(sizePx % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(([, png]) => png)]);
}
