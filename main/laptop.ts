import type { PageKind, RequestOf } from './ipc/contract.ts';
import type { Settings, SoundPattern } from './ipc/views.ts';
import type { LaptopPorts, TrayAction } from './pager/ports.ts';

/** The laptop's brain: link, mirror, outbox, alarm and views, wired to the world by ports. */
export class Laptop {
  readonly #ports: LaptopPorts;

  constructor(ports: LaptopPorts) {
    this.#ports = ports;
  }

  /** Reads the profile, shows what was known and connects when joined. Call once. */
  async start(): Promise<void> {}

  /** Writes what is not yet on disk and closes the link. */
  async stop(): Promise<void> {}

  /** The machine resumed, was unlocked or is online again: connect at once. */
  wake(_reason: 'resume' | 'unlock' | 'online'): void {}

  /** True while an incident calls this person: quitting then asks first. */
  isRinging(): boolean {
    return false;
  }

  acknowledge(_incidentId: string): Promise<void> {
    return Promise.resolve();
  }
  acknowledgeAll(): Promise<void> {
    return Promise.resolve();
  }
  unacknowledge(_incidentId: string): Promise<void> {
    return Promise.resolve();
  }
  resolve(_incidentId: string): Promise<void> {
    return Promise.resolve();
  }
  silence(_incidentId: string): Promise<void> {
    return Promise.resolve();
  }
  /** Selects the incident and brings the board to the front. */
  openIncident(_incidentId: string): void {}
  select(_incidentId: string | null): void {}
  clearWhileAway(): void {}

  /** Esc in the alert window: out of the way for a while; the noise goes on. */
  minimiseAlert(): void {}
  /** 0 ends a mute. Forgotten at a restart, on purpose. */
  mute(_minutes: number): void {}
  testAlarm(): void {}
  previewSound(_pattern: SoundPattern): void {}

  changeSettings(change: Partial<Settings>): Settings {
    return this.#ports.settings.change(change);
  }

  /** A link that came from outside; waits in the join window for the user's yes. */
  offerJoin(_link: string): void {}
  join(_request: RequestOf<'join:accept'>): Promise<void> {
    return Promise.resolve();
  }
  dismissJoin(): void {}
  /** Forgets hub, token, mirror and outbox. */
  leave(): Promise<void> {
    return Promise.resolve();
  }

  /** `sound:state` of the sound window. */
  soundState(_state: RequestOf<'sound:state'>): void {}
  /** The sound window died: counts as silence until the new one plays. */
  soundWindowGone(): void {}
  /** `page:ready` of any window: its view is pushed at once. */
  pageReady(_page: PageKind): void {}

  /** An action of the tray menu other than `quit`. */
  tray(_action: Exclude<TrayAction, 'quit'>): void {}
}
