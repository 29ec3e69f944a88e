import { refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';

/** Says what a person's command does. */
export function judgeChannelTest(_dutyCase: DutyCase<'channel.test'>): CommandVerdict {
  return refused('internal');
}
