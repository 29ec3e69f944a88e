import { toCardFile } from '../domain/card/card-file.ts';
import type { CardFile } from '../domain/card/card-file.ts';
import { toInstant } from '../domain/instant.ts';
import { limits } from '../protocol/limits.ts';
import type { Surroundings } from './surroundings.ts';

/** Accepted cards that are in no file yet, as their files are to be; at most `count`. */
export function readUnwrittenCards({ journal }: Surroundings, count: number): CardFile[] {
  const names = new Map(journal.enrolment.people().map(({ id, name }) => [id, name]));
  return journal.cards.unwritten(count).flatMap((card) => {
    const lesson = journal.cards.lessons.find(card.incidentId);
    const incident = journal.incidentNamed(card.incidentId);
    if (!lesson || !incident) return [];
    const nameOf = (personId: string): string => names.get(personId) ?? 'somebody';
    return [toCardFile({ card, lesson, severity: incident.severity, nameOf })];
  });
}

/** What became of a card's file. */
export type CardOutcome = { fileName: string } | { problem: string };

/** Notes what became of a card's file; the same problem again changes nothing. */
export async function noteCardFile(
  { journal, clock }: Surroundings,
  incidentId: string,
  outcome: CardOutcome,
): Promise<void> {
  await journal.write((transaction) => {
    const card = transaction.card(incidentId);
    if (card?.state !== 'accepted' || card.fileName !== null) return;
    const base = {
      at: toInstant(clock.now()),
      actor: { kind: 'hub' },
      incidentId,
    } as const;
    if ('fileName' in outcome) {
      transaction.append({ ...base, type: 'card.written', fileName: outcome.fileName });
      return;
    }
    const problem = outcome.problem.slice(0, limits.reasonLength);
    if (problem === card.writeProblem) return;
    transaction.append({ ...base, type: 'card.write-failed', problem });
  });
}
