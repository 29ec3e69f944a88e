import type { Logger } from 'pino';
import type { Desk } from '../desk/contract.ts';
import type { OnCallView, RotaView } from '../protocol/oncall.ts';
import { fitOnCall } from './fit-oncall.ts';
import { frameText } from './frame.ts';
import type { Session } from './session.ts';

export interface OnCallBroadcastOptions {
  desk: Pick<Desk, 'readOnCall'>;
  log: Logger;
  /** Largest frame. */
  frameBytes: number;
}

/**
 * Who is on call, for laptops: all of it to each session after its welcome, and what changed to all.
 * Encoded once for all.
 */
export class OnCallBroadcast {
  readonly #options: OnCallBroadcastOptions;
  /** Welcomed, and not over as far as is known. */
  readonly #sessions = new Set<Session>();
  #view: OnCallView | null = null;
  #restJson = '';
  /** The view as a whole; null until somebody needs it. */
  #whole: Buffer | null = null;
  #saidIsCut = false;

  constructor(options: OnCallBroadcastOptions) {
    this.#options = options;
  }

  /** To be called once the session was welcomed. */
  join(session: Session): void {
    this.pulse();
    // Others are told of what changed; nobody else is here to be told.
    if (this.#sessions.size === 0) this.#look();
    this.#sessions.add(session);
    if (!this.#view) return;
    this.#whole ??= this.#encode(this.#view.rotas, this.#view, true);
    write(session, this.#whole);
  }

  leave(session: Session): void {
    this.#sessions.delete(session);
  }

  /** Looks whether something changed, and tells it. Costs next to nothing when nothing did. */
  pulse(): void {
    if (this.#sessions.size === 0) return;
    const news = this.#look();
    if (!news) return;
    for (const session of this.#sessions) write(session, news);
  }

  /** What is new as frames; null when nothing is. What cannot be told now is looked at again later. */
  #look(): Buffer | null {
    const { desk, log } = this.#options;
    try {
      const view = desk.readOnCall();
      const before = this.#view;
      if (view === before) return null;
      const { rotas, ...rest } = view;
      const restJson = JSON.stringify(rest);
      const changed = changedRotas(before?.rotas ?? null, rotas);
      if (changed?.length === 0 && restJson === this.#restJson) {
        this.#view = view;
        return null;
      }
      const whole = changed ? null : this.#encode(rotas, view, true);
      const news = whole ?? this.#encode(changed ?? [], view, false);
      this.#whole = whole;
      this.#restJson = restJson;
      this.#view = view;
      return news;
    } catch (error) {
      log.error({ err: error }, 'who is on call could not be told to laptops');
      return null;
    }
  }

  #encode(rotas: readonly RotaView[], { rotas: _, ...rest }: OnCallView, isWhole: boolean): Buffer {
    const { log, frameBytes } = this.#options;
    const { frames, isCut } = fitOnCall(rotas, rest, { isWhole, frameBytes });
    if (isCut && !this.#saidIsCut) {
      log.warn('who is on call is too large to be told to laptops in full');
    }
    this.#saidIsCut = isCut;
    return Buffer.concat(frames.map((frame) => frameText(JSON.stringify(frame))));
  }
}

/** Rotas that are other objects than before; null when some are gone, so that all must be told. */
function changedRotas(
  before: readonly RotaView[] | null,
  now: readonly RotaView[],
): RotaView[] | null {
  if (!before) return null;
  const known = new Map(before.map((rota) => [rota.id, rota]));
  const changed = now.filter((rota) => known.get(rota.id) !== rota);
  const newCount = now.filter(({ id }) => !known.has(id)).length;
  return now.length === before.length + newCount ? changed : null;
}

function write(session: Session, buffer: Buffer): void {
  if (session.phase !== 'ended') session.raw.write(buffer);
}
