import type { Report } from '../protocol/commands.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ClientFrame } from '../protocol/frames.ts';
import { parseClientFrame } from './client-frame.ts';
import type { GatewayParts } from './parts.ts';
import { takeToken } from './rate.ts';
import { sendFrame } from './session.ts';
import type { Session } from './session.ts';
import { welcome } from './welcome.ts';

type CommandFrame = Extract<ClientFrame, { type: 'command' }>;

/** Does what the frames of clients ask for. */
export class Requests {
  readonly #parts: GatewayParts;
  readonly #underWay = new Set<Promise<void>>();
  #isDraining = false;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Takes one text frame. Never throws: a flaw is answered. */
  receive(session: Session, text: string): void {
    const parsed = parseClientFrame(text);
    if (session.phase === 'awaiting-hello') {
      if (parsed.ok && parsed.frame.type === 'hello') {
        void welcome(session, parsed.frame, this.#parts);
      } else {
        const isMalformed = !parsed.ok && parsed.error.code === 'frame_malformed';
        this.#parts.end(session, isMalformed ? parsed.error : new TocsinError('hello_expected'));
      }
    } else if (parsed.ok) {
      this.#take(session, parsed.frame);
    } else if (parsed.error.entry.closeCode === null) {
      refuse(session, parsed.error, parsed.re);
    } else {
      this.#parts.end(session, parsed.error);
    }
  }

  /** Settles when every request under way has its answer; further ones are refused. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all(this.#underWay);
  }

  #take(session: Session, frame: ClientFrame): void {
    const { now, steadyNow, limits, presence, end } = this.#parts;
    if (frame.type === 'hello') {
      end(session, new TocsinError('hello_expected'));
      return;
    }
    const re = frame.type === 'command' ? frame.id : null;
    if (this.#isDraining) refuse(session, new TocsinError('shutting_down'), re);
    else if (!takeToken(session, steadyNow(), limits))
      refuse(session, new TocsinError('rate_limited'), re);
    else if (frame.type === 'command') this.#track(this.#command(session, frame));
    else if (frame.type === 'report') this.#track(this.#report(session, frame.report));
    else if (frame.type === 'presence') presence.take(session, frame);
    else {
      const serverTime = new Date(now()).toISOString();
      sendFrame(session, { type: 'pong', re: frame.id, serverTime });
    }
  }

  #track(task: Promise<void>): void {
    this.#underWay.add(task);
    void task.then(() => this.#underWay.delete(task));
  }

  async #command(session: Session, { id, command }: CommandFrame): Promise<void> {
    try {
      const answer = await this.#parts.desk.command(id, command, session.who);
      sendFrame(session, { type: 'reply', re: id, answer });
    } catch (error) {
      refuse(session, this.#known(error), id);
    }
  }

  async #report(session: Session, report: Report): Promise<void> {
    try {
      await this.#parts.desk.report(report, session.who);
    } catch (error) {
      refuse(session, this.#known(error), null);
    }
  }

  #known(error: unknown): TocsinError {
    if (error instanceof TocsinError) return error;
    this.#parts.log.error({ err: error }, 'a request from a device failed');
    return new TocsinError('internal');
  }
}

function refuse(session: Session, error: TocsinError, re: string | null): void {
  const wire = error.toWire();
  if (re === null) sendFrame(session, { type: 'error', error: wire });
  else sendFrame(session, { type: 'reply', re, answer: { ok: false, error: wire } });
}
