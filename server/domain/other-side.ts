import type { Side } from '../protocol/identity.ts';

export function otherSide(side: Side): Side {
  return side === 'developer' ? 'sre' : 'developer';
}
