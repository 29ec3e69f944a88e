import type { FactEntry } from './room.ts';
import type { TimelineNames } from './timeline-names.ts';

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
  const until = fact.until === undefined ? '' : names.time(fact.until, fact.at);
  const said = fact.remark === undefined ? '' : `: ${fact.remark}`;
  const stopgap = stopgapInWords(fact, names);
  const theStopgap = stopgap.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  switch (fact.type) {
    case 'checklist.attached':
      return fact.title === undefined
        ? `${who} began a checklist`
        : `${who} attached the runbook “${fact.title}”`;
    case 'checklist.detached':
      return `${who} took a checklist off the incident`;
    case 'step.added':
      return `${who} added the step ${step}`;
    case 'step.moved':
      return `${who} moved the step ${step}`;
    case 'step.changed':
      return stepInWords(fact, who, step);
    case 'step.assigned':
      return fact.personIds?.length === 0
        ? `${who} assigned ${step} to nobody`
        : `${who} assigned ${step} to ${people}`;
    case 'step.due-set':
      return until === ''
        ? `${who} took the due time off ${step}`
        : `${who} set ${step} to be done by ${until}`;
    case 'step.commented':
      return `${who} noted at ${step}${said}`;
    case 'step.run-started':
      return `${who} ran the commands of ${step}`;
    case 'step.run-finished':
      return `The commands of ${step} ${outcomes[fact.outcome ?? 'unknown']}`;
    case 'step.overdue':
      return `${step} should have been done by ${until}; told: ${people}`;
    case 'stopgap.installed':
      return `${who} put a stopgap in place until ${until}: ${fact.title}`;
    case 'stopgap.asked':
      return `${theStopgap} has expired; asked what becomes of it: ${people}`;
    case 'stopgap.extended':
      return `${who} extended ${stopgap} until ${until}${said}`;
    case 'stopgap.undone':
      return `${who} fixed the cause and undid ${stopgap}${said}`;
    case 'stopgap.permanence-asked':
      return `${who} asked that ${stopgap} stay for good${said}`;
    case 'stopgap.permanence-declined':
      return `${who} declined that ${stopgap} stay for good${said}`;
    case 'stopgap.made-permanent':
      return `${who} agreed that ${stopgap} stays for good`;
    case 'stopgap.probe-failed':
      return `${theStopgap} does not hold${said}`;
    case 'stopgap.probe-recovered':
      return `${theStopgap} holds again`;
    case 'incident.reopened':
      return `Both sides are called again: ${stopgap} does not hold`;
    case 'incident.noise-marked':
      return fact.remark === undefined
        ? `${who} took back that it was noise`
        : `${who} marked it as noise${said}`;
    case 'cards.matched':
      return (fact.count ?? 1) > 1
        ? `Seen ${fact.count} times before; most alike${said}`
        : `Seen before${said}`;
    case 'card.drafted':
      return fact.title === undefined
        ? `The card of what was learned is drafted`
        : `The card of what was learned is drafted; ${fact.title} answers it by ${until}`;
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

/** An answer is told as what it is; the other remarks are reasons. */
function stepInWords({ stepStatus, remark }: FactEntry, who: string, step: string): string {
  const because = remark === undefined ? '' : `: ${remark}`;
  switch (stepStatus) {
    case 'doing':
      return `${who} began ${step}`;
    case 'done':
      return remark === undefined
        ? `${who} did ${step}`
        : `${who} answered ${step} with “${remark}”`;
    case 'skipped':
      return `${who} skipped ${step}${because}`;
    case 'failed':
      return `${who} could not do ${step}${because}`;
    default:
      return `${who} put ${step} back`;
  }
}

function stopgapInWords({ stopgapId }: FactEntry, names: TimelineNames): string {
  const what = stopgapId === undefined ? null : names.stopgap(stopgapId);
  return what === null ? 'a stopgap' : `the stopgap “${what}”`;
}
