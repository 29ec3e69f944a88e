import { toInstant } from '../domain/instant.ts';
import { judgeProbe } from '../domain/stopgap/probing.ts';
import type { ProbeFinding } from '../domain/stopgap/probing.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { Surroundings } from './surroundings.ts';

/** Open stopgaps that have an address to ask whether they hold, and that may be asked still. */
export function probedStopgaps({ journal, work }: Surroundings): Stopgap[] {
  const rules = work.rules(journal.enrolment.people());
  return journal.stopgaps.probed().filter(({ probeUrl }) => rules.mayProbe(probeUrl ?? ''));
}

/** Notes what asking its address found of a stopgap; what is known already changes nothing. */
export function noteProbe(
  surroundings: Surroundings,
  stopgapId: string,
  finding: ProbeFinding,
): Promise<void> {
  const { journal, clock } = surroundings;
  return journal.write((transaction) => {
    const stopgap = transaction.stopgap(stopgapId);
    const incident = stopgap && transaction.incident(stopgap.incidentId);
    if (!stopgap || !incident) return;
    const at = toInstant(clock.now());
    const probed = { stopgap, incident, records: transaction };
    for (const event of judgeProbe(probed, finding, at)) transaction.append(event);
  });
}
