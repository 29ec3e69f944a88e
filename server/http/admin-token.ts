import { createHash, timingSafeEqual } from 'node:crypto';

/** Says whether a token that somebody offers is the hub's administration token. */
export type TokenCheck = (offered: string | undefined) => boolean;

/** Compares in constant time, and by hash, so that not even the length can be timed. */
export function createTokenCheck(token: string): TokenCheck {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (offered) => timingSafeEqual(digest(offered ?? ''), expected) && token !== '';
}
