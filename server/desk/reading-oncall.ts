import { nobodyOnCall } from '../protocol/oncall.ts';
import type { OnCallView } from '../protocol/oncall.ts';
import type { Surroundings } from './surroundings.ts';

/** Who is on call and what concerns that, as of now. */
export function readOnCall(_surroundings: Surroundings): OnCallView {
  return nobodyOnCall;
}
