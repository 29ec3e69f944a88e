import { refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';

/** Says what a person's command does. */
export function judgeSilenceCommand(
  _dutyCase: DutyCase<'silence.create' | 'silence.end'>,
): CommandVerdict {
  return refused('internal');
}
