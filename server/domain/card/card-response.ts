import type { Card, CardContent } from '../../protocol/card.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { already, applied, baseOf, doneBy, refused, superseded } from '../command-case.ts';
import type { CommandCase, CommandVerdict, IncidentCircumstances } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';

export type CardCommandType = Extract<Command['type'], `card.${string}`> | 'incident.mark-noise';

type AnswerType = 'card.accept' | 'card.waive';

/** Says what a command about what was learned does. */
export function judgeCardCommand(cardCase: CommandCase<CardCommandType>): CommandVerdict {
  const { command, incident, records } = cardCase;
  if (command.type === 'incident.mark-noise') return markNoise({ ...cardCase, command });
  const card = records.card(incident.id);
  if (!card) return refused('card_unknown');
  return command.type === 'card.edit'
    ? edit({ ...cardCase, command }, card)
    : answer({ ...cardCase, command }, card);
}

/** Anybody may edit a card until its team has answered for it. */
function edit(editCase: CommandCase<'card.edit'>, card: Card): CommandVerdict {
  const { command, records } = editCase;
  const { revision, content } = command;
  if (card.state !== 'draft') return answeredBefore(card);
  if (isSame(card.content, content)) return already;
  if (revision !== card.revision) return superseded(lastWriting(card));
  const people = new Set(records.people().map(({ id }) => id));
  if (content.followUps.some(({ ownerId }) => ownerId !== null && !people.has(ownerId)))
    return refused('person_unknown');
  if (card.revision > limits.cardEdits) return refused('card_edited_out');
  const next = card.revision + 1;
  return applied({ ...baseOf(editCase), type: 'card.edited', revision: next, content });
}

/** Only the team that owns the code accepts or waives, since it is the one that learns. */
function answer(answerCase: CommandCase<AnswerType>, card: Card): CommandVerdict {
  const { command, person } = answerCase;
  if (card.state !== 'draft') {
    const isAlike = command.type === (card.state === 'accepted' ? 'card.accept' : 'card.waive');
    const instead = answerOf(card);
    return isAlike && instead ? doneBy(instead, person) : answeredBefore(card);
  }
  if (!mayAnswer(answerCase)) return refused('card_not_yours');
  const base = baseOf(answerCase);
  if (command.type === 'card.waive') {
    return applied({ ...base, type: 'card.waived', reason: command.reason });
  }
  if (command.revision !== card.revision) return superseded(lastWriting(card));
  const { symptom, cause } = card.content;
  if (symptom.trim() === '' || cause.trim() === '') return refused('card_incomplete');
  return applied({ ...base, type: 'card.accepted' });
}

/** Members of the team that owns the service; when the config names none, every developer. */
function mayAnswer({ person, incident, work }: IncidentCircumstances): boolean {
  const team = work.owningTeam(incident.service);
  if (team && team.memberIds.length > 0) return team.memberIds.includes(person.id);
  return person.side === 'developer';
}

/** What should have called nobody has nothing to teach: a card that waits is waived with it. */
function markNoise(noiseCase: CommandCase<'incident.mark-noise'>): CommandVerdict {
  const { command, incident, person, records } = noiseCase;
  const { reason } = command;
  if ((incident.noise?.reason ?? null) === reason) return already;
  const base = baseOf(noiseCase);
  const marked: NewEvent = { ...base, type: 'incident.noise-marked', personId: person.id, reason };
  const isWaiting = records.card(incident.id)?.state === 'draft';
  return reason !== null && isWaiting
    ? applied(marked, {
        ...base,
        type: 'card.waived',
        reason: `Noise: ${reason}`.slice(0, limits.reasonLength),
      })
    : applied(marked);
}

function answeredBefore(card: Card): CommandVerdict {
  const instead = answerOf(card);
  return instead ? superseded(instead) : refused('card_unknown');
}

function answerOf({ answeredBy, answeredAt }: Card) {
  if (answeredBy === null || answeredAt === null) return null;
  return { actor: byPerson(answeredBy), at: answeredAt };
}

/** A revision that a restored hub never had was not saved either: it must not count as `already`. */
function lastWriting({ editedBy, editedAt, draftedAt }: Card): Parameters<typeof superseded>[0] {
  if (editedBy === null || editedAt === null) return { actor: { kind: 'hub' }, at: draftedAt };
  return { actor: byPerson(editedBy), at: editedAt };
}

function byPerson(personId: string) {
  return { kind: 'person', personId, deviceId: null } as const;
}

function isSame(one: CardContent, other: CardContent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
