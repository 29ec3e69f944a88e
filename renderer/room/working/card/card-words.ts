import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Card, CardContent, FollowUp } from '../../../../server/protocol/card.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import { distanceInWords, momentInWords } from '../../../design/moment-in-words.ts';
import { tidied } from './card-fields.ts';

export type CardCommand = Extract<Command, { type: `card.${string}` }>;

/** Whose card it is, in the middle of a sentence. */
export function teamInWords({ team }: Pick<Card, 'team'>): string {
  return team === null ? 'the developers' : team.name;
}

/** By when its team answers: "Due Thu 11:00, in 2 d". */
export function dueInWords({ dueAt }: Pick<Card, 'dueAt'>, nowMs: number): string {
  const isOver = Date.parse(dueAt) <= nowMs;
  const when = `${momentInWords(dueAt, nowMs)}, ${distanceInWords(dueAt, nowMs)}`;
  return isOver ? `Overdue: it was due ${when}` : `Due ${when}`;
}

/** What became of it; null while it waits. */
export function answerInWords(
  { state, answeredBy, answeredAt }: Card,
  nameOf: (personId: string) => string,
  nowMs: number,
): string | null {
  if (state === 'draft') return null;
  const by = answeredBy === null ? '' : ` by ${nameOf(answeredBy).replace(/^You$/, 'you')}`;
  const at = answeredAt === null ? '' : `, ${momentInWords(answeredAt, nowMs)}`;
  return `${state === 'accepted' ? 'Accepted' : 'Waived'}${by}${at}`;
}

export interface AcceptCase {
  content: CardContent;
  teamName: string | null;
  isOfTeam: boolean;
  isDirty: boolean;
  conflictCount: number;
  isUnderWay: boolean;
}

/** Why the card cannot be saved; null when it can. */
export function whyNotSave({
  isDirty,
  conflictCount,
  isUnderWay,
}: Omit<AcceptCase, 'content' | 'teamName' | 'isOfTeam'>): string | null {
  if (isUnderWay) return 'The hub has not answered the last one yet.';
  if (conflictCount > 0) return 'Choose first where you and somebody else wrote at once.';
  return isDirty ? null : 'There is nothing to save.';
}

/** Why the reader cannot answer for it; null when they can. */
export function whyNotAnswer({
  isOfTeam,
  teamName,
}: Pick<AcceptCase, 'isOfTeam' | 'teamName'>): string | null {
  if (isOfTeam) return null;
  return teamName === null
    ? 'A developer accepts or waives it; you can edit it until then.'
    : `${teamName} accepts or waives it; you can edit it until then.`;
}

/** Why it cannot be accepted; null when it can. */
export function whyNotAccept(one: AcceptCase): string | null {
  const missing = (['symptom', 'cause'] as const).filter(
    (field) => one.content[field].trim() === '',
  );
  const names = missing.map((field) => (field === 'symptom' ? 'a symptom' : 'a cause'));
  const whose = whyNotAnswer(one);
  if (whose !== null) return whose;
  if (names.length > 0) return `To be accepted it needs ${names.join(' and ')}.`;
  if (one.isUnderWay) return 'The hub has not answered the last one yet.';
  return one.isDirty ? 'Save your changes before it is accepted.' : null;
}

const wishes: Record<CardCommand['type'], string> = {
  'card.edit': 'save the card',
  'card.accept': 'accept the card',
  'card.waive': 'waive the card',
};

export function wishInWords({ type }: CardCommand): string {
  return `You wanted to ${wishes[type]}.`;
}

const facts: Record<CardCommand['type'], string> = {
  'card.edit': 'the card says what you wrote',
  'card.accept': 'you accept the card',
  'card.waive': 'you waive the card',
};

/** What the hub has not answered yet. */
export function waitingInWords({
  command,
  state,
}: Pick<PendingCommand, 'state'> & { command: CardCommand }): string {
  const fact = facts[command.type];
  return state === 'waiting-for-link'
    ? `Noted here that ${fact}. The hub hears of it when the link is back.`
    : `Telling the hub that ${fact}.`;
}

/** A follow-up on one line: "Make the pool grow by itself · Ana · 2026-12-01". */
export function followUpInWords(
  { text, ownerId, dueOn }: FollowUp,
  nameOf: (personId: string) => string,
): string {
  return [
    text,
    ...(ownerId === null ? [] : [nameOf(ownerId)]),
    ...(dueOn === null ? [] : [dueOn]),
  ].join(' · ');
}

/** What somebody wrote in a field, as text. */
export function fieldInWords(
  field: keyof CardContent,
  content: CardContent,
  nameOf: (personId: string) => string,
): string {
  if (field !== 'followUps') return content[field].trim();
  return tidied(content)
    .followUps.map((one) => followUpInWords(one, nameOf))
    .join('\n');
}
