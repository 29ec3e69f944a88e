import type { DutyCommand } from '../../server/protocol/commands.ts';
import { fromField } from '../design/moment-in-words.ts';
import type { Plan } from './calendar-state.svelte.ts';

/** What is written in the dialog; times as fields hold them. */
export interface PlanDraft {
  from: string;
  until: string;
  /** Empty: whoever is next, or nobody yet. */
  personId: string;
  /** Empty: whoever is on call. */
  insteadOf: string;
  /** Something is taken for it. */
  isFor: boolean;
  takeFrom: string;
  takeUntil: string;
  reason: string;
}

export const titles: Record<Plan['kind'], (rota: string) => string> = {
  override: (rota) => `Change who is on call: ${rota}`,
  take: (rota) => `Take over: ${rota}`,
  'hand-over': (rota) => `Hand over: ${rota}`,
};

/** Why it cannot be asked for yet, in words; null when it can. */
export function problemOf(kind: Plan['kind'], draft: PlanDraft, nowMs: number): string | null {
  if (kind === 'take') return null;
  const [from, until] = [fromField(draft.from), fromField(draft.until)];
  if (from === null || until === null) return 'Say from when until when.';
  if (until <= from) return 'It ends before it begins.';
  if (Date.parse(until) <= nowMs) return 'That is over already.';
  if (kind === 'override') {
    const isNothing = draft.personId === '' && draft.insteadOf === '';
    if (isNothing) return 'Say who is on call then, or who is away.';
    return draft.personId === draft.insteadOf ? 'That is the same person.' : null;
  }
  if (draft.personId === '') return 'Choose a colleague.';
  if (!draft.isFor) return null;
  const [takeFrom, takeUntil] = [fromField(draft.takeFrom), fromField(draft.takeUntil)];
  if (takeFrom === null || takeUntil === null) return 'Say which time you take for it.';
  return takeUntil <= takeFrom ? 'What you take ends before it begins.' : null;
}

/** What the hub is asked for. To be called when there is no problem. */
export function commandOf({ kind, rota }: Plan, draft: PlanDraft): DutyCommand {
  const rotaId = rota.id;
  if (kind === 'take') return { type: 'shift.take', rotaId };
  const span = { from: fromField(draft.from) ?? '', until: fromField(draft.until) ?? '' };
  const reason = draft.reason.trim() === '' ? null : draft.reason.trim();
  if (kind === 'override') {
    const personId = draft.personId === '' ? null : draft.personId;
    const insteadOf = draft.insteadOf === '' ? null : draft.insteadOf;
    return { type: 'override.add', rotaId, ...span, personId, insteadOf, reason };
  }
  const take = draft.isFor
    ? { from: fromField(draft.takeFrom) ?? '', until: fromField(draft.takeUntil) ?? '' }
    : null;
  return { type: 'swap.ask', rotaId, toId: draft.personId, give: span, take, note: reason };
}
