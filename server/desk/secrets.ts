import { createHash } from 'node:crypto';

/** Gives `byteCount` random bytes fit for secrets. */
export type RandomBytes = (byteCount: number) => Uint8Array;

/** 128 bits: beyond guessing, and still short enough for a link that a person pastes. */
const secretBytes = 16;

/** A secret of 32 lower-case hex characters. */
export function makeSecret(random: RandomBytes): string {
  return Buffer.from(random(secretBytes)).toString('hex');
}

/** What the hub keeps of a secret. No salt: secrets are random and long, so no table of hashes helps. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whoever has a link may answer without logging in. */
const linkTokenBytes = 32;

/** What stands in a link: 256 bits as 43 characters that are safe in addresses. */
export function makeLinkToken(random: RandomBytes): string {
  return Buffer.from(random(linkTokenBytes)).toString('base64url');
}
