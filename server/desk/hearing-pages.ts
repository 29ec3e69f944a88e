import { listenFor, readPageSubject, ringingPageOf } from '../domain/paging/hearing.ts';
import type { DueWork } from './due-work.ts';

/** Looks whether pages were heard: their people's channels, then the next people, are called. */
export const listenForPages: DueWork = (surroundings, transaction, subjects, nowMs) => {
  for (const subject of subjects) {
    const [incidentId, personId] = readPageSubject(subject);
    const incident = transaction.incident(incidentId);
    // Who was called at once for somebody else may have answered with the event before.
    if (!incident || !transaction.isHearingAwaited(incidentId, personId)) continue;
    transaction.append(
      listenFor(incident, personId, {
        page: ringingPageOf(incident, personId),
        nowMs,
        hubSinceMs: surroundings.openedAtMs,
      }),
    );
  }
};
