/**
 * A UUIDv7 (RFC 9562): sorts by the time it was made.
 * Written out because the `uuid` package needs a global `crypto`, which Node 18 has not.
 * @param epochMs when
 * @param random 10 random bytes
 */
export function commandId(epochMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = epochMs;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
