import { sides } from '../../server/protocol/identity.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Page } from '../../server/protocol/paging.ts';

/** Finds the pages of this laptop's person that have arrived here, each of them once. */
export class ReceivedPages {
  readonly #deviceId: string;
  /** Incident → the moment of the page that was told of. */
  readonly #told = new Map<string, string>();

  constructor(deviceId: string) {
    this.#deviceId = deviceId;
  }

  /** Incidents with a page that the hub does not know to have arrived; they count as told from now on. */
  fresh(incidents: Iterable<Incident | undefined>, me: Person): string[] {
    const fresh: string[] = [];
    for (const incident of incidents) {
      const page = incident && pageFor(incident, me);
      if (!page || this.#told.get(incident.id) === page.at || this.#hasTold(page)) continue;
      this.#told.set(incident.id, page.at);
      fresh.push(incident.id);
    }
    return fresh;
  }

  /** Whether the hub heard what it was told is not known any more. */
  forget(): void {
    this.#told.clear();
  }

  #hasTold({ devices }: Page): boolean {
    const times = devices.find(({ deviceId }) => deviceId === this.#deviceId)?.times;
    return times?.received !== undefined;
  }
}

/** The newest page that waits for this person; null when none does. */
function pageFor(incident: Incident, { id }: Person): Page | null {
  if (incident.status === 'resolved') return null;
  let newest: Page | null = null;
  for (const side of sides) {
    const { state, pages } = incident.seats[side];
    if (state !== 'ringing' && !Object.hasOwn(incident.paged, id)) continue;
    const page = pages.find(({ personId, isDeclined }) => personId === id && !isDeclined);
    if (page && (newest === null || page.at > newest.at)) newest = page;
  }
  return newest;
}
