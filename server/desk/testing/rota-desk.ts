import { v7 as newUuid } from 'uuid';
import { parseConfig } from '../../config/parse-config.ts';
import { PagingSourceOfConfig } from '../../config/paging-source.ts';
import type { Config } from '../../config/schema.ts';
import type { DutyCommand } from '../../protocol/commands.ts';
import type { VisibleEvent } from '../../protocol/events.ts';
import type { DeviceIdentity } from '../contract.ts';
import type { HubDesk } from '../create-desk.ts';
import { enrol, openTestDesk } from './test-desk.ts';

type EventOf<Type extends VisibleEvent['type']> = Extract<VisibleEvent, { type: Type }>;

/** Ana and Bo take weekly turns for the developers, Raj and Sam for the SREs; Cy is in the team. */
export const rotaConfig = `
people: { ana: { name: Ana }, bo: { name: Bo }, cy: { name: Cy }, raj: { name: Raj }, sam: { name: Sam } }
teams:
  payments: { name: Payments, side: developer, zone: Europe/Berlin, members: [ana, bo, cy], leads: [cy] }
  ops: { name: Operations, side: sre, zone: UTC, members: [raj, sam] }
services: { checkout: { developers: payments, sres: ops } }
rotas:
  payments-week:
    team: payments
    layers: [{ name: weekly, start: '2026-11-02T09:00', turn: week, people: [ana, bo] }]
  ops-week:
    team: ops
    layers: [{ name: weekly, start: '2026-11-02T09:00', turn: week, people: [raj, sam] }]
`;

/** The name of somebody in the config, and the side of their team. */
const sides = {
  ana: 'developer',
  bo: 'developer',
  cy: 'developer',
  raj: 'sre',
  sam: 'sre',
} as const;
export type RotaPerson = keyof typeof sides;

export function configOf(text: string): Config {
  const parsed = parseConfig(text, 'hub.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
  return parsed.config;
}

/** A real desk under a moved clock, with rotas, and everybody joined. */
export class RotaDesk {
  desk: HubDesk;
  readonly clock: { nowMs: number; now: () => number };
  readonly dataFolder: string;
  readonly config: { current: Config };
  readonly people = new Map<RotaPerson, DeviceIdentity>();

  private constructor(desk: HubDesk, parts: Pick<RotaDesk, 'clock' | 'dataFolder' | 'config'>) {
    this.desk = desk;
    this.clock = parts.clock;
    this.dataFolder = parts.dataFolder;
    this.config = parts.config;
  }

  static async open(
    at: string,
    { text = rotaConfig, joined = Object.keys(sides) as RotaPerson[] } = {},
  ): Promise<RotaDesk> {
    const clock = { nowMs: Date.parse(at), now: () => clock.nowMs };
    const config = { current: configOf(text) };
    const paging = new PagingSourceOfConfig(config);
    const { desk, dataFolder } = await openTestDesk({ clock, paging });
    const rotaDesk = new RotaDesk(desk, { clock, dataFolder, config });
    await desk.heedRotas();
    for (const who of joined) await rotaDesk.#enrol(who);
    await desk.runDue();
    return rotaDesk;
  }

  async join(who: RotaPerson): Promise<void> {
    await this.#enrol(who);
    await this.desk.runDue();
  }

  async #enrol(who: RotaPerson): Promise<void> {
    const name = `${who.slice(0, 1).toUpperCase()}${who.slice(1)}`;
    this.people.set(who, await enrol(this.desk, name, sides[who]));
  }

  who(name: RotaPerson): DeviceIdentity {
    const identity = this.people.get(name);
    if (!identity) throw new Error(`${name} has not joined.`);
    return identity;
  }

  id(name: RotaPerson): string {
    return this.who(name).person.id;
  }

  nameOf(personId: string): string {
    return [...this.people].find(([, { person }]) => person.id === personId)?.[0] ?? personId;
  }

  /** In one word: the verdict or the code of the error; and what is due at once is done. */
  async ask(name: RotaPerson, command: DutyCommand, id = newUuid()): Promise<string> {
    const answer = await this.desk.command(id, command, this.who(name));
    await this.desk.runDue();
    return answer.ok ? answer.verdict : answer.error.code;
  }

  /** Lets the time pass until then, doing what is due when it is. */
  async moveTo(until: string): Promise<void> {
    const untilMs = Date.parse(until);
    for (;;) {
      const dueMs = this.desk.nextDueMs();
      if (dueMs === null || dueMs > untilMs) break;
      this.clock.nowMs = Math.max(this.clock.nowMs, dueMs);
      await this.desk.runDue();
    }
    this.clock.nowMs = untilMs;
  }

  /** The hub ends and starts again at `at`. */
  async restart(at: string): Promise<void> {
    await this.desk.close();
    this.clock.nowMs = Date.parse(at);
    const paging = new PagingSourceOfConfig(this.config);
    const { clock, dataFolder } = this;
    this.desk = (await openTestDesk({ clock, paging, dataFolder })).desk;
    await this.desk.heedRotas();
    await this.desk.runDue();
  }

  async reconfigure(text: string): Promise<void> {
    this.config.current = configOf(text);
    await this.desk.heedRotas();
    await this.desk.runDue();
  }

  /** Who is on call now, by their names in the config. */
  onCall(rotaId = 'payments-week'): string[] {
    const rota = this.desk.readOnCall().rotas.find(({ id }) => id === rotaId);
    return (rota?.now.people ?? []).map(({ personId, name }) =>
      personId === null ? name : this.nameOf(personId),
    );
  }

  async eventsOf<Type extends VisibleEvent['type']>(type: Type): Promise<EventOf<Type>[]> {
    const events = await this.desk.readEvents(0, 10_000);
    return events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** Who came and who went, and when, as was announced of a rota. */
  async turns(rotaId = 'payments-week'): Promise<string[]> {
    const events = await this.eventsOf('shift.turned');
    const names = (ids: readonly string[]) => ids.map((id) => this.nameOf(id)).join('+');
    return events
      .filter((event) => event.rotaId === rotaId)
      .map(({ at, personIds, endedIds }) => `${at} ${names(personIds)} for ${names(endedIds)}`);
  }
}
