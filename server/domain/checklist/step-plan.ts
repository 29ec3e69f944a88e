import { limits } from '../../protocol/limits.ts';
import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { namesOf, stepOf } from './known-checklist.ts';
import { dueOnceAssigned } from './step-due.ts';

/** Who is to do a step; the newest word holds. */
export function judgeAssign(assignCase: CommandCase<'step.assign'>): CommandVerdict {
  const { command, records, nowMs } = assignCase;
  const { personId } = command;
  const found = stepOf(assignCase);
  if (typeof found === 'string') return refused(found);
  const { item } = found;
  if (item.state.assigneeId === personId) return already;
  if (personId !== null && !records.people().some(({ id }) => id === personId))
    return refused('person_unknown');
  const dueAt = personId === null ? item.state.dueAt : dueOnceAssigned(item, nowMs);
  return applied({
    ...baseOf(assignCase),
    type: 'step.assigned',
    ...{ ...namesOf(found), personId, dueAt },
  });
}

/** By when it is to be done; the newest word holds. */
export function judgeSetDue(dueCase: CommandCase<'step.set-due'>): CommandVerdict {
  const { dueAt } = dueCase.command;
  const found = stepOf(dueCase);
  if (typeof found === 'string') return refused(found);
  if (found.item.state.dueAt === dueAt) return already;
  return applied({ ...baseOf(dueCase), type: 'step.due-set', ...namesOf(found), dueAt });
}

export function judgeComment(commentCase: CommandCase<'step.comment'>): CommandVerdict {
  const { text } = commentCase.command;
  const found = stepOf(commentCase);
  if (typeof found === 'string') return refused(found);
  if (found.item.state.comments.length >= limits.commentsPerStep) return refused('checklists_full');
  return applied({ ...baseOf(commentCase), type: 'step.commented', ...namesOf(found), text });
}
