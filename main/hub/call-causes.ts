import { z } from 'zod';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import { Id, Instant, Side } from '../../server/protocol/identity.ts';
import type { Incident, Seat } from '../../server/protocol/incident.ts';

const base = { incidentId: Id, side: Side, at: Instant };

/**
 * Why this laptop's person was called at a moment, where it was not the first call of the incident. `at`
 * is that of their page; a later one has another reason.
 */
export const CallCause = z.discriminatedUnion('kind', [
  /** They had it since then, and the time for which an acknowledgement holds is over. */
  z.object({ ...base, kind: z.literal('lease-ended'), since: Instant.nullable() }),
  /** Others were called before; `personId` is the one who cannot come, or whom nothing reaches. */
  z.object({
    ...base,
    kind: z.literal('next'),
    because: z.enum(['unanswered', 'declined', 'unheard']),
    personId: Id.nullable(),
  }),
  /** They were called before and did not answer. */
  z.object({ ...base, kind: z.literal('again') }),
  /** Their side was let sleep, or silenced, until now. */
  z.object({
    ...base,
    kind: z.literal('released'),
    why: z.enum(['over', 'called-back', 'raised', 'other-alert', 'silence-ended']),
    byId: Id.nullable(),
  }),
]);
export type CallCause = z.infer<typeof CallCause>;

type Released = Extract<CallCause, { kind: 'released' }>;

/**
 * Remembers why this laptop's person was called. The state of an incident does not tell: it only holds
 * what comes next.
 */
export class CallCauses {
  readonly #causes = new Map<string, CallCause>();
  /** Seats that were released, until somebody is called to them. */
  readonly #released = new Map<string, Released>();

  constructor(causes: readonly CallCause[]) {
    for (const cause of causes) this.#causes.set(cause.incidentId, cause);
  }

  /** Null: it was called from the start, or nothing is known of why. */
  of(incidentId: string): CallCause | null {
    return this.#causes.get(incidentId) ?? null;
  }

  /** As plain data, of incidents that are still there. */
  toState(incidents: ReadonlyMap<string, Incident>): CallCause[] {
    return [...this.#causes.values()].filter(({ incidentId }) => {
      const incident = incidents.get(incidentId);
      return incident !== undefined && incident.status !== 'resolved';
    });
  }

  /** @param before the incident as it was ahead of the event */
  heed(event: VisibleEvent, before: Incident | undefined, meId: string): void {
    switch (event.type) {
      case 'incident.resolved':
        this.#causes.delete(event.incidentId);
        return;
      case 'seat.lease-ended': {
        const { incidentId, side, at } = event;
        if (event.personId !== meId) return;
        const since = before?.seats[side].acknowledgedAt ?? null;
        this.#causes.set(incidentId, { kind: 'lease-ended', incidentId, side, at, since });
        return;
      }
      case 'seat.released': {
        const { incidentId, side, at, cause: why, actor } = event;
        const byId = actor.kind === 'person' ? actor.personId : null;
        const released: Released = { kind: 'released', incidentId, side, at, why, byId };
        this.#released.set(keyOf(released), released);
        return;
      }
      case 'seat.called':
        this.#called(event, before?.seats[event.side], meId);
        return;
    }
  }

  #called(
    { incidentId, side, at, personIds }: Extract<VisibleEvent, { type: 'seat.called' }>,
    seat: Seat | undefined,
    meId: string,
  ): void {
    const key = keyOf({ incidentId, side });
    const released = this.#released.get(key);
    this.#released.delete(key);
    if (!seat || !personIds.includes(meId)) return;
    const base = { incidentId, side, at };
    if (seat.pages.length === 0) {
      if (released) this.#causes.set(incidentId, { ...released, at });
      else this.#causes.delete(incidentId);
      return;
    }
    const mine = seat.pages.find(({ personId }) => personId === meId);
    if (mine && !mine.isDeclined) this.#causes.set(incidentId, { kind: 'again', ...base });
    else this.#causes.set(incidentId, { kind: 'next', ...base, ...whyNext(seat) });
  }
}

/** What the last one who was called before did not do. */
function whyNext({
  pages,
}: Seat): Pick<Extract<CallCause, { kind: 'next' }>, 'because' | 'personId'> {
  const last = pages.at(-1);
  if (last?.isDeclined) return { because: 'declined', personId: last.personId };
  if (last?.isUnheard) return { because: 'unheard', personId: last.personId };
  return { because: 'unanswered', personId: null };
}

function keyOf({ incidentId, side }: Pick<CallCause, 'incidentId' | 'side'>): string {
  return `${incidentId} ${side}`;
}
