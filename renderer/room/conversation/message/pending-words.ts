import type { LocalAttachment, PendingCommand } from '../../../../main/ipc/room-views.ts';
import { sideNames } from '../../../design/seat-words.ts';
import { isChecklistCommand } from '../../working/checklist/overlay.ts';
import { wishOf as wishOfChecklist } from '../../working/checklist/wish-words.ts';
import { listed } from '../list/lookups.ts';
import type { PendingPost } from './pending-changes.ts';

/** How far a message has got. */
export function pendingInWords(
  { state, verdict }: Pick<PendingPost, 'state' | 'verdict'>,
  attachments: readonly LocalAttachment[],
): string {
  switch (state) {
    case 'uploading': {
      const names = listed(attachments.map(({ name }) => name));
      return names === '' ? 'Uploading' : `Uploading ${names}`;
    }
    case 'waiting-for-link':
      return 'Waiting for the hub';
    case 'sending':
      return 'Sending';
    case 'refused':
    case 'superseded':
      return `Not sent. ${verdict ?? 'The hub did not say why.'}`;
  }
}

/** What was asked for and did not come true, as its reader would say it: "You wanted to resolve it." */
export function wishInWords(
  { command }: Pick<PendingCommand, 'command'>,
  nameOf: (personId: string) => string,
): string {
  const wish = wishOf(command, nameOf);
  return `You wanted to ${wish}.`;
}

function wishOf(command: PendingCommand['command'], nameOf: (personId: string) => string): string {
  if (isChecklistCommand(command)) return wishOfChecklist(command, nameOf, 'a step');
  switch (command.type) {
    case 'incident.acknowledge':
      return 'take it';
    case 'incident.unacknowledge':
      return 'give it back';
    case 'incident.resolve':
      return 'resolve it';
    case 'incident.mitigate':
      return 'mark it mitigated';
    case 'incident.unmitigate':
      return 'take the mitigation back';
    case 'incident.set-severity':
      return `make it ${command.severity}`;
    case 'sound.silence':
      return 'silence it';
    case 'person.page':
      return `page ${nameOf(command.personId)}`;
    case 'message.post':
      return 'send a message';
    case 'message.edit':
      return 'edit a message';
    case 'message.delete':
      return 'delete a message';
    case 'message.react':
      return 'react to a message';
    case 'message.pin':
      return command.isOn ? 'pin a message' : 'unpin a message';
    case 'message.mark':
      return command.isOn ? 'make a message a milestone' : 'take a milestone back';
    case 'incident.mark-noise':
      return command.reason === null ? 'say that it is no noise' : 'mark it as noise';
    case 'stopgap.install':
      return `install the stopgap “${command.what}”`;
    case 'stopgap.undo':
      return 'say that a stopgap is undone';
    case 'stopgap.extend':
      return 'extend a stopgap';
    case 'stopgap.ask-permanence':
    case 'stopgap.confirm-permanence':
      return 'make a stopgap permanent';
    case 'stopgap.decline-permanence':
      return 'say that a stopgap does not stay';
    case 'card.edit':
      return 'edit the card';
    case 'card.accept':
      return 'accept the card';
    case 'card.waive':
      return 'waive the card';
    case 'incident.snooze':
      return 'have it and be asked again later';
    case 'incident.decline':
      return 'have the next one called';
    case 'seat.stand-down':
      return 'let the other side sleep';
    case 'seat.call-back':
      return `call the ${sideNames[command.side]} side back`;
    case 'handoff.give':
      return 'give the hand-off';
    default:
      return 'change who is on call';
  }
}
