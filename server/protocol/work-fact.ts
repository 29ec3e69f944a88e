import type { CardEvent } from './card-fold.ts';
import type { ChecklistEvent } from './checklist-fold.ts';
import type { FactDetails } from './room.ts';
import type { StopgapEvent } from './stopgap-fold.ts';

/** The line of an event about a checklist. */
export function checklistDetails(event: ChecklistEvent): FactDetails {
  const { type } = event;
  switch (type) {
    case 'checklist.attached':
      return { type, ...(event.runbook && { title: event.runbook.title }) };
    case 'checklist.detached':
      return { type };
    case 'step.added':
    case 'step.moved':
    case 'step.run-started':
      return { type, title: event.stepText };
    case 'step.changed': {
      const { stepText: title, status: stepStatus, reason, answer } = event;
      return { type, title, stepStatus, ...remarkOf(reason ?? answer) };
    }
    case 'step.assigned': {
      const personIds = event.personId === null ? [] : [event.personId];
      return { type, title: event.stepText, personIds };
    }
    case 'step.due-set':
      return { type, title: event.stepText, ...(event.dueAt !== null && { until: event.dueAt }) };
    case 'step.commented':
      return { type, title: event.stepText, remark: event.text };
    case 'step.run-finished': {
      const { stepText: title, outcome } = event;
      return { type, title, outcome };
    }
    case 'step.overdue':
      return { type, title: event.stepText, personIds: event.personIds, until: event.dueAt };
  }
}

/** The line of an event about a stopgap. */
export function stopgapDetails(event: StopgapEvent): FactDetails {
  const { type } = event;
  if (type === 'stopgap.installed') {
    const { id: stopgapId, what: title, expiresAt: until } = event.stopgap;
    return { type, stopgapId, title, until };
  }
  const { stopgapId } = event;
  switch (type) {
    case 'stopgap.asked':
      return { type, stopgapId, personIds: event.personIds };
    case 'stopgap.extended':
      return { type, stopgapId, until: event.until, remark: event.reason };
    case 'stopgap.undone':
      return { type, stopgapId, ...remarkOf(event.note) };
    case 'stopgap.permanence-asked':
    case 'stopgap.permanence-declined':
      return { type, stopgapId, remark: event.reason };
    case 'stopgap.probe-failed':
      return { type, stopgapId, remark: event.detail };
    case 'stopgap.made-permanent':
    case 'stopgap.probe-recovered':
      return { type, stopgapId };
  }
}

/** The line of an event about the card. */
export function cardDetails(event: CardEvent): FactDetails {
  const { type } = event;
  switch (type) {
    case 'card.drafted':
      return { type, until: event.dueAt, ...(event.team && { title: event.team.name }) };
    case 'card.waived':
      return { type, remark: event.reason };
    case 'card.reminded':
      return { type, personIds: event.personIds };
    case 'card.written':
      return { type, title: event.fileName };
    case 'card.write-failed':
      return { type, remark: event.problem };
    case 'card.edited':
    case 'card.accepted':
      return { type };
  }
}

/** Nothing when nothing was said. */
export function remarkOf(text: string | null | undefined): Pick<FactDetails, 'remark'> {
  return text === null || text === undefined || text === '' ? {} : { remark: text };
}
