import { v7 as newUuid } from 'uuid';
import { TestDevice } from '../../gateway/test-device.ts';
import type { Command, CommandAnswer, Report } from '../../protocol/commands.ts';
import type { VisibleEvent } from '../../protocol/events.ts';
import { foldIncident } from '../../protocol/fold.ts';
import type { HubFrame } from '../../protocol/frames.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { OnCallView } from '../../protocol/oncall.ts';
import type { ReportedStage } from '../../protocol/paging.ts';

/** How far a page gets on a laptop by itself. */
export type Hearing = 'hears' | 'muted' | 'asleep';

const stages: Record<Hearing, readonly ReportedStage[]> = {
  hears: ['received', 'shown', 'sounded'],
  muted: ['received', 'shown'],
  asleep: [],
};

/** A person's laptop as the hub knows it: a real socket, a mirror, and reports of what it did. */
export class Laptop {
  readonly personId: string;
  readonly deviceId: string;
  readonly #deviceToken: string;
  readonly incidents = new Map<string, Incident>();
  readonly events: VisibleEvent[] = [];
  oncall: OnCallView | null = null;
  hearing: Hearing = 'hears';
  #device: TestDevice | null = null;
  #read = 0;
  #cursor: number | null = null;
  #epoch: string | null = null;
  #hubId: string | null = null;
  /** Pages that were told of: incident and when it began to ring. */
  readonly #told = new Set<string>();

  constructor(identity: { personId: string; deviceId: string; deviceToken: string }) {
    this.personId = identity.personId;
    this.deviceId = identity.deviceId;
    this.#deviceToken = identity.deviceToken;
  }

  get isOpen(): boolean {
    return this.#device !== null;
  }

  /** Connects, or connects again and catches up. */
  async open(url: string): Promise<void> {
    const device = await TestDevice.connect(Number(new URL(url).port), this.#deviceToken, {});
    this.#device = device;
    this.#read = 0;
    device.hello(this.#cursor, this.#hubId, this.#epoch);
    await device.next('live');
    this.#fold();
  }

  /** Its lid is shut: the hub sees the link go. */
  async shut(): Promise<void> {
    const device = this.#device;
    this.#device = null;
    device?.drop();
    await device?.closed();
  }

  /** Asks the hub; in one word: the verdict, or the code of the error. */
  async ask(command: Command, id = newUuid()): Promise<string> {
    const answer = await this.answerTo(command, id);
    return answer.ok ? answer.verdict : answer.error.code;
  }

  async answerTo(command: Command, id = newUuid()): Promise<CommandAnswer> {
    const device = this.#open();
    device.send({ type: 'command', id, command });
    for (;;) {
      const reply = await device.next('reply');
      if (reply.re === id) return reply.answer;
    }
  }

  report(report: Report): void {
    this.#open().send({ type: 'report', report });
  }

  /** Takes in what came, and tells of it what this laptop does by itself. Whether it told anything. */
  async catchUp(head: number): Promise<boolean> {
    const device = this.#device;
    if (!device) return false;
    await device.until(() => device.cursor() >= head);
    this.#fold();
    const told = this.#tell();
    const id = newUuid();
    device.send({ type: 'ping', id });
    await device.until(() => device.frames.some((one) => one.type === 'pong' && one.re === id));
    this.#fold();
    return told;
  }

  /** Whether it rings now for an incident. */
  rings({ id }: Pick<Incident, 'id'>): boolean {
    const incident = this.incidents.get(id);
    return this.isOpen && incident !== undefined && this.#isCalled(incident);
  }

  #isCalled({ status, seats, paged, silences: _ }: Incident): boolean {
    if (status === 'resolved') return false;
    if (Object.hasOwn(paged, this.personId)) return true;
    return Object.values(seats).some(
      ({ state, called, pages }) =>
        state === 'ringing' &&
        called.includes(this.personId) &&
        !pages.some(({ personId, isDeclined }) => personId === this.personId && isDeclined),
    );
  }

  #tell(): boolean {
    let told = false;
    for (const incident of this.incidents.values()) {
      if (!this.#isCalled(incident)) continue;
      const page = Object.values(incident.seats)
        .flatMap(({ pages }) => pages)
        .find(({ personId }) => personId === this.personId);
      const key = `${incident.id} ${page?.at ?? incident.openedAt}`;
      if (this.#told.has(key)) continue;
      this.#told.add(key);
      for (const stage of stages[this.hearing]) {
        this.report({ type: 'receipts', stage, incidentIds: [incident.id] });
        told = true;
      }
    }
    return told;
  }

  #fold(): void {
    const device = this.#device;
    if (!device) return;
    for (; this.#read < device.frames.length; this.#read += 1) {
      const frame = device.frames[this.#read];
      if (frame) this.#take(frame);
    }
  }

  #take(frame: HubFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#epoch = frame.epoch;
        this.#hubId = frame.hubId;
        return;
      case 'snapshot':
        if (frame.part === 0) this.incidents.clear();
        for (const incident of frame.incidents) this.incidents.set(incident.id, incident);
        if (frame.last) this.#cursor = frame.seq;
        return;
      case 'event':
        this.#cursor = frame.event.seq;
        if (frame.event.type !== 'withheld') this.#apply(frame.event);
        return;
      case 'oncall':
        this.oncall = frame.isWhole
          ? frame.view
          : { ...frame.view, rotas: merged(this.oncall?.rotas ?? [], frame.view.rotas) };
        return;
      default:
    }
  }

  #apply(event: VisibleEvent): void {
    this.events.push(event);
    const ids =
      'incidentIds' in event
        ? event.incidentIds
        : 'incidentId' in event && typeof event.incidentId === 'string'
          ? [event.incidentId]
          : [];
    for (const id of ids) {
      const incident = foldIncident(this.incidents.get(id), event);
      if (incident) this.incidents.set(id, incident);
    }
  }

  #open(): TestDevice {
    if (!this.#device) throw new Error('This laptop is shut.');
    return this.#device;
  }
}

function merged<T extends { id: string }>(known: readonly T[], news: readonly T[]): T[] {
  const byId = new Map([...known, ...news].map((one) => [one.id, one]));
  return [...byId.values()];
}
