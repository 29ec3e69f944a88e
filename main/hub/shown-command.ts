import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { OutboxEntry } from './outbox.ts';

/**
 * Id of the command whose effect an event shows, so that nothing shows twice until the answer comes;
 * null when the event tells nothing that could.
 * @param entries commands of this laptop that have no answer yet
 */
export function commandShownBy(
  event: VisibleEvent,
  entries: readonly OutboxEntry[],
): string | null {
  switch (event.type) {
    case 'message.posted':
      return event.messageId;
    case 'checklist.attached':
      return event.checklistId;
    case 'step.added':
      return event.stepId;
    case 'step.run-started':
      return event.runId;
    case 'stopgap.installed':
      return event.stopgap.id;
    case 'step.commented':
      return commentShownBy(event, entries);
    default:
      return null;
  }
}

/** The event of a comment does not name its command; the first one that says the same is it. */
function commentShownBy(
  { actor, checklistId, stepId, text }: Extract<VisibleEvent, { type: 'step.commented' }>,
  entries: readonly OutboxEntry[],
): string | null {
  if (actor.kind !== 'person') return null;
  const entry = entries.find(({ command, state }) => {
    if (command.type !== 'step.comment' || state !== 'sent') return false;
    const isOfStep = command.checklistId === checklistId && command.stepId === stepId;
    return isOfStep && command.text === text;
  });
  return entry?.id ?? null;
}
