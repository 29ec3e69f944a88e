import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const idBytes = 16;

/** Asking the system for randomness costs the same for many ids as for a few. */
const pool = new Uint8Array(1_024 * idBytes);
let usedBytes = pool.length;

function nextRandom(): Uint8Array {
  if (usedBytes === pool.length) {
    randomFillSync(pool);
    usedBytes = 0;
  }
  usedBytes += idBytes;
  return pool.subarray(usedBytes - idBytes, usedBytes);
}

/** A UUIDv7 (RFC 9562): new rows land at the end of an index. */
export function newId(): string {
  return uuidv7({ rng: nextRandom });
}
