import type { PendingCommand } from '../../../main/ipc/room-views.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { sideNames } from '../../design/seat-words.ts';
import { isOpen } from './offers.ts';

/** What a command says, in the middle of a sentence; null for those that are seen elsewhere. */
function commandInWords(command: Command, nameOf: (personId: string) => string): string | null {
  switch (command.type) {
    case 'incident.acknowledge':
      return 'you have it';
    case 'incident.unacknowledge':
      return 'you gave it back';
    case 'incident.resolve':
      return 'it is resolved';
    case 'incident.mitigate':
      return 'it is mitigated';
    case 'incident.unmitigate':
      return 'the mitigation is taken back';
    case 'sound.silence':
      return 'you want silence';
    case 'incident.set-severity':
      return `it is ${command.severity} now`;
    case 'person.page':
      return `you page ${nameOf(command.personId)}`;
    case 'incident.snooze':
      return 'you have it and want to be asked again later';
    case 'incident.decline':
      return 'you cannot come';
    case 'seat.stand-down':
      return 'the other side may sleep';
    case 'seat.call-back':
      return `the ${sideNames[command.side]} side is called back`;
    default:
      return null;
  }
}

/** What the hub has not heard yet, in one sentence for each way of waiting. */
export function waitingInWords(
  pending: readonly PendingCommand[],
  nameOf: (personId: string) => string,
): string[] {
  const sayings = pending
    .filter(({ state }) => isOpen(state))
    .map(({ command, state }) => ({ state, words: commandInWords(command, nameOf) }));
  const said = (state: PendingCommand['state']) =>
    sayings.flatMap((saying) => (saying.state === state && saying.words ? [saying.words] : []));
  const sent = said('sending');
  const waits = said('waiting-for-link');
  return [
    ...(sent.length > 0 ? [`Telling the hub that ${listed(sent)}.`] : []),
    ...(waits.length > 0
      ? [`Noted here that ${listed(waits)}. The hub hears of it when the link is back.`]
      : []),
  ];
}

function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
