import type { Swap } from '../../protocol/oncall.ts';

/**
 * When a swap that nobody has answered is over, in epoch ms: as soon as one of its times begins, or
 * ends if it had begun already when it was asked for.
 */
export function swapEndsMs({
  give,
  take,
  askedAt,
}: Pick<Swap, 'give' | 'take' | 'askedAt'>): number {
  const spans = take ? [give, take] : [give];
  return Math.min(...spans.map(({ from, until }) => Date.parse(from > askedAt ? from : until)));
}
