import { refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';

/** Says what a person's command does. */
export function judgeDrillCommand(
  _dutyCase: DutyCase<'drill.confirm' | 'drill.start'>,
): CommandVerdict {
  return refused('internal');
}
