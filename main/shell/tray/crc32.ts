/** The checksum of PNG. Node has one of its own from 20.15 on, later than the oldest runtime. */
export function crc32(data: Uint8Array): number {
  let checksum = ~0;
  for (const byte of data) {
    checksum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      checksum = checksum & 1 ? (checksum >>> 1) ^ 0xedb88320 : checksum >>> 1;
    }
  }
  return ~checksum >>> 0;
}
