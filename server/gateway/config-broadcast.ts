import type { Logger } from 'pino';
import type { Desk } from '../desk/contract.ts';
import type { HubFrame } from '../protocol/frames.ts';
import type { ConfigView } from '../protocol/teams.ts';
import { fitConfig } from './fit-config.ts';
import { frameText } from './frame.ts';
import type { Session } from './session.ts';

export interface ConfigBroadcastOptions {
  desk: Pick<Desk, 'readConfig'>;
  log: Logger;
  /** Largest frame. */
  frameBytes: number;
}

/**
 * What of the config laptops know: to each session after its welcome, and to all on a change, be it of
 * the file, of who has joined, or because a team opens or closes. Encoded once for all.
 */
export class ConfigBroadcast {
  readonly #options: ConfigBroadcastOptions;
  /** Welcomed, and not over as far as is known. */
  readonly #sessions = new Set<Session>();
  #view: ConfigView | null = null;
  #json = '';
  #frame: Buffer | null = null;

  constructor(options: ConfigBroadcastOptions) {
    this.#options = options;
  }

  /** To be called once the session was welcomed. */
  join(session: Session): void {
    this.#tellNews();
    this.#sessions.add(session);
    this.#send(session);
  }

  leave(session: Session): void {
    this.#sessions.delete(session);
  }

  /** Looks whether something changed, and tells it. Costs next to nothing when nothing did. */
  pulse(): void {
    if (this.#sessions.size > 0) this.#tellNews();
  }

  #tellNews(): void {
    if (!this.#look()) return;
    for (const session of this.#sessions) this.#send(session);
  }

  #send(session: Session): void {
    if (this.#frame && session.phase !== 'ended') session.raw.write(this.#frame);
  }

  /** Whether there is something new. A config that cannot be told now is looked at again later. */
  #look(): boolean {
    const { desk, log, frameBytes } = this.#options;
    try {
      const view = desk.readConfig();
      if (this.#view && isSame(view, this.#view)) return false;
      this.#view = view;
      const { config, isCut } = fitConfig(view, frameBytes);
      const json = JSON.stringify({ type: 'config', config } satisfies HubFrame);
      if (json === this.#json) return false;
      if (isCut) log.warn('the config is too large to be told to laptops in full');
      this.#json = json;
      this.#frame = frameText(json);
      return true;
    } catch (error) {
      log.error({ err: error }, 'the config could not be told to laptops');
      return false;
    }
  }
}

/** Whether two views say the same for certain, seen without reading all of them. */
function isSame(one: ConfigView, other: ConfigView): boolean {
  return (
    one.teams === other.teams &&
    one.services === other.services &&
    one.problem === other.problem &&
    one.stopgapGraceMs === other.stopgapGraceMs &&
    one.hooks.length === other.hooks.length &&
    one.hooks.every((hook, index) => hook === other.hooks[index])
  );
}
