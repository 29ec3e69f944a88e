import type { VisibleEvent, WireEvent } from '../../server/protocol/events.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { CallCauses } from './call-causes.ts';
import type { CallCause } from './call-causes.ts';
import { ChannelTests } from './channel-tests.ts';
import { knockIn } from './knocks.ts';
import type { Knock } from './knocks.ts';
import type { Mirror } from './mirror.ts';
import { ReceivedPages } from './received-pages.ts';

export interface NewsOptions {
  mirror: Mirror;
  deviceId: string;
  /** As they were saved. */
  causes: readonly CallCause[];
  me(): Person;
  /** Pages of these incidents have arrived at this laptop. */
  onReceived(incidentIds: string[]): void;
}

/** What the mirror held ahead of an event. */
export interface Before {
  /** The one that the event is about. */
  incident: Incident | undefined;
  oncall: Mirror['oncall'];
}

/** What events mean for this laptop's person, beyond what the mirror holds after them. */
export class News {
  readonly channelTests = new ChannelTests();
  readonly #options: NewsOptions;
  readonly #causes: CallCauses;
  readonly #received: ReceivedPages;
  /** Rotas that this person was said to come to; who stays is not told again. */
  readonly #shifts = new Set<string>();

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#causes = new CallCauses(options.causes);
    this.#received = new ReceivedPages(options.deviceId);
  }

  /** To be asked before the mirror takes the event. */
  before(event: WireEvent): Before {
    const { incidents, oncall } = this.#options.mirror;
    const incident = 'incidentId' in event ? incidents.get(event.incidentId) : undefined;
    return { incident, oncall };
  }

  /** The mirror has taken the event. */
  heed(event: VisibleEvent, { incident }: Before, nowMs: number): void {
    const { id } = this.#options.me();
    this.#causes.heed(event, incident, id);
    this.channelTests.heed(event, id, nowMs);
    if (!pages.has(event.type) || !('incidentId' in event)) return;
    this.#tellReceived([this.#options.mirror.incidents.get(event.incidentId)]);
  }

  /** Null when the event, which has just happened, is no reason to knock at this laptop. */
  knockIn(event: VisibleEvent, { oncall }: Before): Knock | null {
    const { mirror, me } = this.#options;
    const { incidents, stopgaps, cards } = mirror;
    const shifts = this.#shifts;
    const knock = knockIn(event, { incidents, stopgaps, cards, oncall, shifts }, me());
    if (knock?.kind === 'shift') shifts[knock.isOnCall ? 'add' : 'delete'](knock.rotaId);
    return knock;
  }

  /** The mirror holds all that the hub has. */
  caughtUp(): void {
    this.#tellReceived(this.#options.mirror.incidents.values());
  }

  /** Whether the hub heard what it was told is not known any more. */
  cut(): void {
    this.#received.forget();
  }

  /** Why this person was called to an incident; null when nothing is known of it. */
  causeOf(incidentId: string): CallCause | null {
    return this.#causes.of(incidentId);
  }

  /** To be saved. */
  causes(): CallCause[] {
    return this.#causes.toState(this.#options.mirror.incidents);
  }

  #tellReceived(incidents: Iterable<Incident | undefined>): void {
    const fresh = this.#received.fresh(incidents, this.#options.me());
    if (fresh.length > 0) this.#options.onReceived(fresh);
  }
}

/** Events that page somebody. */
const pages: ReadonlySet<WireEvent['type']> = new Set([
  'incident.opened',
  'seat.called',
  'seat.lease-ended',
  'person.paged',
]);
