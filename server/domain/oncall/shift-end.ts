import type { Shift } from './rota.ts';
import { startOfYear } from './zone-clock.ts';

/**
 * Whether a shift of `onCallAt` has no end that anybody knows: it reaches as far as the resolver looks.
 * `nowMs`, epoch ms, is the time that it was asked about.
 */
export function changesNoMore({ untilMs }: Shift, nowMs: number): boolean {
  return untilMs >= startOfYear(nowMs, 2);
}
