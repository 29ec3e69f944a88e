import type { Alert } from '../server/protocol/alert.ts';
import { nobodyOnCall } from '../server/protocol/oncall.ts';
import { noConfig } from '../server/protocol/teams.ts';
import type { HubClient } from './hub/hub-client.ts';
import type { LinkStatus } from './hub/link.ts';
import type { Membership } from './hub/membership.ts';
import { noRooms } from './hub/room-knowledge.ts';
import type { Alarm } from './pager/alarm.ts';
import type { Page } from './pager/loudness-input.ts';
import type { LaptopPorts } from './pager/ports.ts';
import { dutyNow } from './views/duty-now.ts';
import type { DutyKnowledge } from './views/duty-now.ts';
import type { Knowledge } from './views/knowledge.ts';
import { pagesOf } from './views/pages.ts';

export interface KnowingOptions {
  ports: Pick<LaptopPorts, 'clock' | 'settings'>;
  client(): HubClient | null;
  membership(): Membership | null;
  alarm(): Alarm;
  /** See `RoomRequests.soughtIn`. */
  soughtIn: Knowledge['soughtIn'];
  soughtTabIn: Knowledge['soughtTabIn'];
  /** See `DutyRequests.sought`. */
  soughtInCalendar(): Knowledge['soughtInCalendar'];
  /** See `Drills.view`. */
  drill(): Knowledge['drill'];
}

/** Gathers what the parts of the laptop know into one picture, joined or not. */
export class Knowing {
  /** The incident that the board shows in full. */
  selectedId: string | null = null;
  readonly #options: KnowingOptions;
  readonly #notJoined: LinkStatus;

  constructor(options: KnowingOptions) {
    this.#options = options;
    const since = options.ports.clock.now();
    this.#notJoined = { state: 'not-joined', since, lostSince: null, ...noFurther };
  }

  now(): Knowledge {
    const { ports } = this.#options;
    const client = this.#options.client();
    const membership = this.#options.membership();
    const alarm = this.#options.alarm();
    return {
      now: ports.clock.now(),
      me: membership?.person ?? null,
      hub: membership?.hub ?? null,
      link: client?.status ?? this.#notJoined,
      people: client?.mirror.people ?? none,
      peopleVersion: client?.mirror.peopleVersion ?? 0,
      incidents: client?.mirror.incidents ?? none,
      alertsOf: (incidentId): Alert[] => client?.mirror.alertsOf(incidentId) ?? [],
      stopgaps: client?.mirror.stopgaps ?? none,
      cards: client?.mirror.cards ?? none,
      config: client?.mirror.config ?? noConfig,
      oncall: client?.mirror.oncall ?? nobodyOnCall,
      calendarVersion: client?.mirror.calendarVersion ?? 0,
      channelTests: client?.news.channelTests.tests ?? [],
      drill: this.#options.drill(),
      soughtInCalendar: this.#options.soughtInCalendar(),
      devices: client?.mirror.devices ?? none,
      deviceId: membership?.deviceId ?? null,
      rooms: client?.rooms ?? noRooms,
      outbox: client?.outbox.entries ?? [],
      attachmentOf: (hash) => client?.attachments.find(hash) ?? null,
      whileAway: client?.whileAway ?? [],
      clockSkewMs: client?.clockSkewMs ?? 0,
      sound: alarm.sound,
      loudness: alarm.loudness,
      isTest: alarm.isTest,
      selectedId: this.selectedId,
      soughtIn: (incidentId) => this.#options.soughtIn(incidentId),
      soughtTabIn: (incidentId) => this.#options.soughtTabIn(incidentId),
      settings: ports.settings.read(),
    };
  }

  /** What may ring now; see `HubClient.settledIncidents`. */
  pages(): Page[] {
    const client = this.#options.client();
    const me = this.#options.membership()?.person;
    if (!client || !me) return [];
    const { settledIncidents: incidents, mirror, outbox, rooms, clockSkewMs } = client;
    const { people, stopgaps } = mirror;
    const now = this.#options.ports.clock.now();
    const waiting = outbox.entries;
    return pagesOf({
      ...{ me, incidents, people, stopgaps, outbox: waiting, rooms, clockSkewMs, now },
      causeOf: (incidentId) => client.news.causeOf(incidentId),
    });
  }

  /** Since when nothing is heard of the hub while this person is on call; null: no reason for noise. */
  cutOffSince(): number | null {
    const lostSince = this.#options.client()?.status.lostSince ?? null;
    return lostSince !== null && dutyNow(this.#around()).isOnCall ? lostSince : null;
  }

  #around(): DutyKnowledge {
    const client = this.#options.client();
    return {
      now: this.#options.ports.clock.now(),
      me: this.#options.membership()?.person ?? null,
      config: client?.mirror.config ?? noConfig,
      oncall: client?.mirror.oncall ?? nobodyOnCall,
      clockSkewMs: client?.clockSkewMs ?? 0,
    };
  }
}

const none: ReadonlyMap<string, never> = new Map<string, never>();
const noFurther = { nextTryAt: null, roundTripMs: null, message: null };
