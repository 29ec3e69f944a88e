import type { Checklist, StepState } from '../../server/protocol/checklist.ts';
import { checklistItems, isSettled } from '../../server/protocol/checklist-items.ts';
import type { ChecklistItem } from '../../server/protocol/checklist-items.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { DutyView } from '../ipc/work-views.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { isCalled, isOfOwners } from './teams.ts';
import { isOverdue } from './earlier.ts';
import { cardRows } from './work-rows.ts';

/** The same urgency of another kind: what burns first. */
const order: readonly DutyView['kind'][] = ['step', 'handoff', 'stopgap', 'permanence', 'card'];

/**
 * What waits for this person: critical steps that are theirs and steps of theirs that are late,
 * hand-off packets that they owe, stopgaps that ask them, stopgaps that somebody else wants to keep, and cards of their teams. What is
 * overdue comes first.
 */
export function dutiesOf(known: Knowledge): DutyView[] {
  if (known.me === null) return [];
  const duties = [
    ...stepDuties(known),
    ...handoffDuties(known),
    ...stopgapDuties(known),
    ...cardDuties(known),
  ];
  return duties.sort(
    (a, b) =>
      Number(b.isOverdue) - Number(a.isOverdue) ||
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      Date.parse(a.since) - Date.parse(b.since),
  );
}

function* stepDuties(known: Knowledge): Generator<DutyView> {
  for (const incident of known.incidents.values()) {
    if (incident.status === 'resolved' || incident.checklist === null) continue;
    const room = known.rooms.of(incident.id);
    for (const checklist of room?.log.checklists ?? []) {
      if (checklist.detachedAt === null) yield* stepsOf(checklist, incident, known);
    }
  }
}

function* stepsOf(
  checklist: Checklist,
  { id: incidentId, number: incidentNumber }: Incident,
  known: Knowledge,
): Generator<DutyView> {
  const meId = known.me?.id ?? '';
  // Most checklists have nothing of this person: their runbooks need not be gone through.
  if (!Object.values(checklist.steps).some((state) => isOf(state, meId))) return;
  const found = checklist.runbook && known.rooms.runbookOf(checklist.runbook.hash);
  const runbook = typeof found === 'string' ? null : found;
  for (const { state, step, added, isHidden } of itemsOf(checklist, runbook)) {
    if (isHidden || !isOf(state, meId)) continue;
    const dueAt = state.dueAt && toLocal(state.dueAt, known.clockSkewMs);
    const isLate = dueAt !== null && Date.parse(dueAt) <= known.now;
    const isCritical = step?.critical ?? added?.isCritical ?? false;
    if (!isLate && !(isCritical && state.assigneeId === meId)) continue;
    const begun = toLocal(state.statusAt ?? checklist.attachedAt, known.clockSkewMs);
    yield {
      ...{ kind: 'step', incidentId, incidentNumber, text: step?.text ?? added?.text ?? '' },
      ...{ since: isLate ? dueAt : begun, isOverdue: isLate, tab: 'checklist' },
    };
  }
}

/** A step that this person is to do, or does without anybody being named. */
function isOf(state: StepState, meId: string): boolean {
  if (isSettled(state)) return false;
  if (state.assigneeId !== null) return state.assigneeId === meId;
  return state.status === 'doing' && state.statusBy === meId;
}

function* handoffDuties({ incidents, me, clockSkewMs, now }: Knowledge): Generator<DutyView> {
  for (const {
    id: incidentId,
    number: incidentNumber,
    title,
    status,
    handoff,
  } of incidents.values()) {
    if (handoff === null || handoff.given !== null || status === 'resolved') continue;
    if (handoff.fromId !== me?.id) continue;
    const since = toLocal(handoff.dueAt, clockSkewMs);
    yield {
      ...{ kind: 'handoff', incidentId, incidentNumber, text: title, since },
      ...{ isOverdue: Date.parse(since) <= now, tab: 'handoff' },
    };
  }
}

function* stopgapDuties(known: Knowledge): Generator<DutyView> {
  for (const stopgap of known.stopgaps.values()) {
    const { incidentId, incidentNumber, what: text, askedAt, permanence } = stopgap;
    const common = { incidentId, incidentNumber, text, tab: 'stopgaps' } as const;
    const local = (instant: string): string => toLocal(instant, known.clockSkewMs);
    if (permanence) {
      const kind = 'permanence' as const;
      const since = local(permanence.at);
      if (mayConfirm(stopgap, known)) {
        yield { ...common, kind, since, isOverdue: isOverdue(stopgap, known) };
      }
    } else if (askedAt !== null && asksMe(stopgap, known)) {
      yield { ...common, kind: 'stopgap', since: local(askedAt), isOverdue: true };
    }
  }
}

/** The one who answers for it, else its whole team; without a team the developers of its incident. */
function asksMe({ ownerId, team, incidentId }: Stopgap, known: Knowledge): boolean {
  const { me, incidents } = known;
  if (me === null) return false;
  if (ownerId !== null) return ownerId === me.id;
  if (team !== null) return isOfOwners(team, known);
  return incidents.get(incidentId)?.seats.developer.called.includes(me.id) === true;
}

/** Whoever was called to its incident, or owns it, but not the one who asks. */
function mayConfirm({ permanence, ownerId, team, incidentId }: Stopgap, known: Knowledge): boolean {
  const { me, incidents } = known;
  if (me === null || permanence?.personId === me.id) return false;
  if (ownerId === me.id || (team !== null && isOfOwners(team, known))) return true;
  return isCalled(incidents.get(incidentId)?.seats, me);
}

function cardDuties(known: Knowledge): DutyView[] {
  return cardRows(known)
    .filter(({ isMine }) => isMine)
    .map(({ incidentId, incidentNumber, title: text, draftedAt: since, isOverdue }) => {
      return { kind: 'card', incidentId, incidentNumber, text, since, isOverdue, tab: 'card' };
    });
}

const laidOut = new WeakMap<Checklist, { runbook: Runbook | null; items: ChecklistItem[] }>();

/** Checklists are replaced, never changed: what was laid out once stays so. */
function itemsOf(checklist: Checklist, runbook: Runbook | null): readonly ChecklistItem[] {
  const before = laidOut.get(checklist);
  if (before && before.runbook === runbook) return before.items;
  const items = checklistItems(checklist, runbook);
  laidOut.set(checklist, { runbook, items });
  return items;
}
