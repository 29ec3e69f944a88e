import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { DutyCommand } from '../../server/protocol/commands.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import { firstName } from '../hub/words.ts';
import type { PendingDuty } from '../ipc/duty-views.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { timeOf } from './moments.ts';
import { withMoments } from './work-times.ts';

/** What somebody else had done first; the rest of the sentence is the time. */
const doneInstead: Partial<Record<DutyCommand['type'], string>> = {
  'override.remove': 'had removed it',
  'swap.answer': 'had answered it',
  'shift.take': 'had taken it',
  'silence.end': 'had ended it',
  'drill.confirm': 'had confirmed it',
};

/** Commands about duty on their way, or what became of those that came to nothing. */
export function pendingDuties(
  known: Knowledge,
  isWanted: (command: DutyCommand) => boolean,
): PendingDuty[] {
  const found: PendingDuty[] = [];
  for (const entry of known.outbox) {
    const { command } = entry;
    if (isOfAnIncident(command) || !isWanted(command)) continue;
    found.push({ ...pendingDuty(entry, command, known) });
  }
  return found;
}

/** Tests of this person's channels, those that the hub is busy with too. */
export function pendingTests(known: Knowledge): PendingDuty[] {
  const asked = pendingDuties(known, ({ type }) => type === 'channel.test');
  const isAsked = new Set(asked.map(({ id }) => id));
  const underWay = known.channelTests.filter(({ id }) => !isAsked.has(id));
  return [
    ...asked,
    ...underWay.map(({ id, name, problem }): PendingDuty => {
      const command = { type: 'channel.test', name } as const;
      return { id, command, state: problem === null ? 'sending' : 'refused', verdict: problem };
    }),
  ];
}

function pendingDuty(entry: OutboxEntry, command: DutyCommand, known: Knowledge): PendingDuty {
  const { id, state } = entry;
  const local = (instant: string): string => toLocal(instant, known.clockSkewMs);
  return {
    id,
    command: withMoments(command, local),
    state: state === 'refused' || state === 'superseded' ? state : wayOf(entry, known),
    verdict: verdictOf(entry, command, known),
  };
}

function wayOf({ state }: OutboxEntry, { link }: Knowledge): 'waiting-for-link' | 'sending' {
  return state === 'waiting' && link.state !== 'online' ? 'waiting-for-link' : 'sending';
}

function verdictOf(
  { state, error, instead }: OutboxEntry,
  command: DutyCommand,
  known: Knowledge,
): string | null {
  if (state === 'refused') return `${error?.message} ${error?.remedy}`.replaceAll('`', '');
  if (state !== 'superseded') return null;
  if (instead === null) return 'Somebody else was first.';
  const did = doneInstead[command.type] ?? 'was first';
  return `Too late: ${who(instead.actor, known)} ${did} at ${timeOf(instead.at, known)}.`;
}

function who(
  actor: NonNullable<OutboxEntry['instead']>['actor'],
  { people, me }: Knowledge,
): string {
  if (actor.kind !== 'person') return 'the hub';
  return actor.personId === me?.id ? 'you' : firstName(actor.personId, people);
}
