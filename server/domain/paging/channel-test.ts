import { actorOf } from '../asker.ts';
import { applied, refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { toInstant } from '../instant.ts';

/** Sends a test over one of one's own channels; the event that says how it went comes later. */
export function judgeChannelTest(dutyCase: DutyCase<'channel.test'>): CommandVerdict {
  const { command, commandId, person, paging, nowMs } = dutyCase;
  const { name } = command;
  if (paging.channelsOf(person.id).every((channel) => channel.name !== name)) {
    return refused('channel_unknown');
  }
  return applied({
    ...{ type: 'channel.tested', at: toInstant(nowMs), actor: actorOf(dutyCase) },
    ...{ testId: commandId, personId: person.id, name, outcome: 'asked', problem: null },
  });
}
