import type { StepStatus } from './checklist.ts';
import type { FactEntry } from './room.ts';
import type { TimelineNames } from './timeline-names.ts';

const statusVerbs: Record<StepStatus, string> = {
  open: 'put back',
  doing: 'began',
  done: 'did',
  skipped: 'skipped',
  failed: 'could not do',
};
const outcomes = {
  succeeded: 'succeeded',
  failed: 'failed',
  unknown: 'ended unseen: the hub was restarted',
} as const;

/** Lines about checklists, stopgaps and what was learned. `people` are those whom the fact names. */
export function workInWords(
  fact: FactEntry,
  names: TimelineNames,
  { who, people }: { who: string; people: string },
): string {
  const step = `“${fact.title ?? 'a step'}”`;
  const until = fact.until === undefined ? '' : names.time(fact.until);
  const said = fact.remark === undefined ? '' : `: ${fact.remark}`;
  const stopgap = stopgapInWords(fact, names);
  switch (fact.type) {
    case 'checklist.attached':
      return fact.title === undefined
        ? `${who} began a checklist`
        : `${who} attached the runbook “${fact.title}”`;
    case 'checklist.detached':
      return `${who} detached a checklist`;
    case 'step.added':
      return `${who} added the step ${step}`;
    case 'step.moved':
      return `${who} moved the step ${step}`;
    case 'step.changed':
      return `${who} ${statusVerbs[fact.stepStatus ?? 'open']} ${step}${said}`;
    case 'step.assigned':
      return fact.personIds?.length === 0
        ? `${who} assigned ${step} to nobody`
        : `${who} assigned ${step} to ${people}`;
    case 'step.due-set':
      return until === '' ? `${step} is due at no time` : `${step} is due ${until}`;
    case 'step.commented':
      return `${who} on ${step}${said}`;
    case 'step.run-started':
      return `${who} ran the commands of ${step}`;
    case 'step.run-finished':
      return `The commands of ${step} ${outcomes[fact.outcome ?? 'unknown']}`;
    case 'step.overdue':
      return `${step} is overdue since ${until}; told: ${people}`;
    case 'stopgap.installed':
      return `${who} put a stopgap in place until ${until}: ${fact.title}`;
    case 'stopgap.asked':
      return `${stopgap} has expired; asked: ${people}`;
    case 'stopgap.extended':
      return `${who} extended ${stopgap} until ${until}${said}`;
    case 'stopgap.undone':
      return `${who} fixed the cause and undid ${stopgap}${said}`;
    case 'stopgap.permanence-asked':
      return `${who} wants ${stopgap} to stay for good${said}`;
    case 'stopgap.permanence-declined':
      return `${who} does not want ${stopgap} to stay for good${said}`;
    case 'stopgap.made-permanent':
      return `${who} agreed that ${stopgap} stays for good`;
    case 'stopgap.probe-failed':
      return `${stopgap} does not hold${said}`;
    case 'stopgap.probe-recovered':
      return `${stopgap} holds again`;
    case 'incident.reopened':
      return `Both sides are called again: ${stopgap} does not hold`;
    case 'incident.noise-marked':
      return fact.remark === undefined
        ? `${who} took back that it was noise`
        : `${who} marked it as noise${said}`;
    case 'cards.matched':
      return `Seen before${said}`;
    case 'card.drafted':
      return fact.title === undefined
        ? `The card of what was learned is drafted`
        : `The card of what was learned is drafted for ${fact.title}; due ${until}`;
    case 'card.edited':
      return `${who} edited the card`;
    case 'card.accepted':
      return `${who} accepted the card`;
    case 'card.waived':
      return `${who} waived the card${said}`;
    case 'card.reminded':
      return `Reminded of the card: ${people}`;
    case 'card.written':
      return `The card was written to ${fact.title}`;
    case 'card.write-failed':
      return `The card could not be written${said}`;
    default:
      return '';
  }
}

function stopgapInWords({ stopgapId }: FactEntry, names: TimelineNames): string {
  const what = stopgapId === undefined ? null : names.stopgap(stopgapId);
  return what === null ? 'a stopgap' : `the stopgap “${what}”`;
}
