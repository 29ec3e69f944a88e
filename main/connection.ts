import { Enrolment } from './enrolment.ts';
import { HubClient } from './hub/hub-client.ts';
import type { Knock } from './hub/knocks.ts';
import type { Membership } from './hub/membership.ts';
import type { RoomChange } from './hub/room-knowledge.ts';
import type { RequestOf } from './ipc/contract.ts';
import type { LaptopPorts } from './pager/ports.ts';
import { RouteFinder } from './route.ts';

export interface ConnectionOptions {
  ports: LaptopPorts;
  /** What is known of the hub changed. */
  onHub(): void;
  onEntries(change: RoomChange): void;
  onKnock(knock: Knock): void;
  /** The state of joining changed. */
  onEnrolment(): void;
  /** Told to each hub right after it was joined; null while nothing is known. */
  device(): 'audible' | 'silent' | null;
}

/** The one hub of this laptop, from joining it to leaving it. */
export class Connection {
  readonly enrolment: Enrolment;
  readonly #options: ConnectionOptions;
  readonly #route: RouteFinder;
  #client: HubClient | null = null;

  constructor(options: ConnectionOptions) {
    const { ports, onEnrolment } = options;
    this.#options = options;
    this.#route = new RouteFinder(ports);
    this.enrolment = new Enrolment({ ports, route: this.#route.to, onChange: onEnrolment });
  }

  /** Null while no hub is joined. */
  get client(): HubClient | null {
    return this.#client;
  }

  get membership(): Membership | null {
    return this.enrolment.membership;
  }

  /** False when no hub was joined in an earlier run. */
  async resume(): Promise<boolean> {
    const joined = await this.enrolment.recall();
    if (joined) await this.#connect(joined);
    return joined !== null;
  }

  /** False when it failed; the enrolment's view says why. */
  async join(request: RequestOf<'join:accept'>): Promise<boolean> {
    const joined = await this.enrolment.join(request);
    if (!joined) return false;
    await this.stop();
    await this.#connect(joined);
    return true;
  }

  async leave(): Promise<void> {
    await this.stop();
    await this.enrolment.leave();
  }

  /** Closes the link; what is not yet on disk is written. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.stop();
  }

  async #connect({ membership, token }: { membership: Membership; token: string }): Promise<void> {
    const { ports, onHub, onEntries, onKnock, device } = this.#options;
    const { profileFolder, app, clock, log, desktop } = ports;
    const client = await HubClient.load({
      ...{ profileFolder, membership, token, clock },
      zone: () => ports.zone(),
      random: () => ports.random(),
      client: { version: app.version, platform: app.platform },
      route: () => this.#route.to(membership.hub),
      idleSeconds: () => desktop.idleSeconds(),
      ...{ onChange: onHub, onEntries, onKnock },
      onMe: (person) => void this.enrolment.rename(person),
      warn: (fields, message) => log.warn(fields, message),
    });
    this.#client = client;
    const known = device();
    if (known) client.reports.sound(known);
    client.start();
  }
}
