import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { parseConfig } from '../../config/parse-config.ts';
import type { DutyCommand, IncidentCommand } from '../../protocol/commands.ts';
import type { VisibleEvent } from '../../protocol/events.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident, Seat } from '../../protocol/incident.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { KillableHub } from './hub-in-child.ts';
import { startInProcess } from './hub-in-process.ts';
import type { HubControl } from './hub-control.ts';
import { Laptop } from './laptop.ts';
import { shopConfig } from './shop-config.ts';

type Asked = IncidentCommand extends infer One
  ? One extends IncidentCommand
    ? Omit<One, 'incidentId'>
    : never
  : never;
type EventOf<Type extends VisibleEvent['type']> = Extract<VisibleEvent, { type: Type }>;

export interface ScenarioOptions {
  /** Text of the config file. Default: `shopConfig()`. */
  config?: string;
  /** When it begins. Default: a Tuesday night in Berlin, with Ana and Raj on call. */
  at?: string;
  /** Whose laptops are open; the ids of the config. Default: everybody's. */
  open?: readonly string[];
  /** How the hub is run. Default: in this process. */
  start?: (folder: string, configFile: string, at: string) => Promise<HubControl>;
}

/** 03:00 in Berlin on the second day of the first shifts of `shopConfig`. */
export const tuesdayNight = '2026-11-03T02:00:00.000Z';

const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A real hub with real sockets and real HTTP under a clock that the scenario moves. */
export class Scenario {
  hub: HubControl;
  readonly laptops = new Map<string, Laptop>();
  readonly configFile: string;
  readonly folder: string;
  nowMs: number;
  /** Follows everything, is on no team, and says nothing. */
  readonly #watcher: Laptop;
  readonly #key: string;
  readonly #config: string;
  #head = 0;
  readonly #start: NonNullable<ScenarioOptions['start']>;

  private constructor(
    hub: HubControl,
    parts: Pick<Scenario, 'configFile' | 'folder' | 'nowMs'> & {
      watcher: Laptop;
      key: string;
      start: NonNullable<ScenarioOptions['start']>;
      config: string;
    },
  ) {
    this.hub = hub;
    this.configFile = parts.configFile;
    this.folder = parts.folder;
    this.nowMs = parts.nowMs;
    this.#watcher = parts.watcher;
    this.#key = parts.key;
    this.#start = parts.start;
    this.#config = parts.config;
  }

  static async begin(options: ScenarioOptions = {}): Promise<Scenario> {
    const { config = shopConfig(), at = tuesdayNight, start = startInProcess } = options;
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-scenario-'));
    const configFile = join(folder, 'hub.yaml');
    writeFileSync(configFile, config);
    const hub = await start(folder, configFile, at);
    const created = await hub.admin({
      ...{ type: 'key.create', name: 'monitoring', sender: 'generic' },
      ...{ service: null, mapping: null },
    });
    const watcher = await enrol(hub, 'Watcher', 'sre');
    watcher.hearing = 'asleep';
    const scenario = new Scenario(hub, {
      ...{ configFile, folder, nowMs: Date.parse(at), watcher, key: created.key, start, config },
    });
    onTestFinished(() => scenario.end());
    await watcher.open(hub.url);
    for (const { id, name, side } of peopleOf(config)) {
      const laptop = await enrol(hub, name, side);
      scenario.laptops.set(id, laptop);
      if (options.open?.includes(id) ?? true) await laptop.open(hub.url);
    }
    await scenario.settle();
    return scenario;
  }

  laptop(name: string): Laptop {
    const laptop = this.laptops.get(name);
    if (!laptop) throw new Error(`Nobody is called ${name}.`);
    return laptop;
  }

  /** Ids of the config of everybody whose laptop rings for the newest incident, in its order. */
  ringing(incident = this.incident): string[] {
    return [...this.laptops].flatMap(([name, laptop]) => (laptop.rings(incident) ? [name] : []));
  }

  /** Whom a seat has called, by their ids in the config. */
  called(side: Side): string[] {
    return this.seat(side).called.map((id) => this.nameOf(id));
  }

  nameOf(personId: string): string {
    return [...this.laptops].find(([, laptop]) => laptop.personId === personId)?.[0] ?? personId;
  }

  /** The newest incident, as laptops know it. */
  get incident(): Incident {
    const newest = [...this.#watcher.incidents.values()].at(-1);
    if (!newest) throw new Error('There is no incident.');
    return newest;
  }

  get incidents(): Incident[] {
    return [...this.#watcher.incidents.values()];
  }

  seat(side: Side): Seat {
    return this.incident.seats[side];
  }

  get oncall(): NonNullable<Laptop['oncall']> {
    const { oncall } = this.#watcher;
    if (!oncall) throw new Error('The hub did not say who is on call.');
    return oncall;
  }

  /** Who is on call now on a rota, by their ids in the config. */
  onCall(rotaId: string): string[] {
    const rota = this.oncall.rotas.find(({ id }) => id === rotaId);
    if (!rota) throw new Error(`There is no rota ${rotaId}.`);
    return rota.now.people.map(({ personId, name }) => (personId && this.nameOf(personId)) ?? name);
  }

  events<Type extends VisibleEvent['type']>(type: Type): EventOf<Type>[] {
    return this.#watcher.events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** An alert is posted, as a sender would. */
  async alert(
    change: {
      key?: string;
      severity?: Severity;
      status?: 'firing' | 'resolved';
      service?: string;
      title?: string;
      labels?: Record<string, string>;
    } = {},
  ): Promise<void> {
    const body = { key: 'disk', severity: 'critical', service: 'checkout', title: 'Disk full' };
    const response = await fetch(`${this.hub.url}/ingest/${this.#key}/generic`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, status: 'firing', ...change }),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    await this.settle();
  }

  /** What somebody asks of the newest incident; in one word: the verdict, or the code of the error. */
  async ask(name: string, asked: Asked, incident = this.incident): Promise<string> {
    const command = { ...asked, incidentId: incident.id };
    const word = await this.laptop(name).ask(command);
    await this.settle();
    return word;
  }

  acknowledge(name: string, incident = this.incident): Promise<string> {
    return this.ask(name, { type: 'incident.acknowledge' }, incident);
  }

  /** What somebody asks about duty. */
  async duty(name: string, command: DutyCommand, id?: string): Promise<string> {
    const word = await this.laptop(name).ask(command, id);
    await this.settle();
    return word;
  }

  /** Lets so much time pass: `90s`, `5m`, `4h`, `7d`. */
  async wait(duration: string): Promise<void> {
    const [, count, letter] = /^(\d+)([smhd])$/.exec(duration) ?? [];
    if (count === undefined) throw new Error(`${duration} is no duration.`);
    await this.moveTo(this.nowMs + Number(count) * unit[letter as keyof typeof unit]);
  }

  /** Lets time pass until then. */
  async until(instant: string): Promise<void> {
    await this.moveTo(Date.parse(instant));
  }

  async moveTo(untilMs: number): Promise<void> {
    while (this.nowMs < untilMs) {
      const { nowMs, head } = await this.hub.advance(untilMs);
      this.nowMs = nowMs;
      // Laptops answer what comes up on the way.
      if (head !== this.#head) await this.settle();
    }
  }

  /** Everybody has heard, and told, all that there is. */
  async settle(): Promise<void> {
    let before = -1;
    for (;;) {
      const head = await this.hub.flush();
      let told = false;
      for (const laptop of [this.#watcher, ...this.laptops.values()]) {
        if (await laptop.catchUp(head)) told = true;
      }
      this.#head = head;
      if (!told && head === before) return;
      before = head;
    }
  }

  /** Settles when that holds: some of what the hub does, it does a moment later. */
  async becomes(holds: () => boolean | void): Promise<void> {
    await vi.waitFor(
      async () => {
        await this.settle();
        if (holds() === false) throw new Error('It did not become so.');
      },
      { timeout: 5_000, interval: 20 },
    );
  }

  async shut(...names: string[]): Promise<void> {
    for (const name of names) await this.laptop(name).shut();
    await this.settle();
  }

  async open(...names: string[]): Promise<void> {
    for (const name of names) await this.laptop(name).open(this.hub.url);
    await this.settle();
  }

  /** One more laptop of somebody, open. */
  async anotherLaptopOf(name: string): Promise<Laptop> {
    const known = peopleOf(this.#config).find(({ id }) => id === name);
    if (!known) throw new Error(`Nobody is called ${name}.`);
    const laptop = await enrol(this.hub, known.name, known.side);
    this.laptops.set(`${name}’s other laptop`, laptop);
    await laptop.open(this.hub.url);
    await this.settle();
    return laptop;
  }

  /** Another config takes the place of the one in force; null, or the code of the error. */
  async reconfigure(config: string): Promise<string | null> {
    writeFileSync(this.configFile, config);
    const problem = await this.hub.reload();
    await this.settle();
    return problem;
  }

  /** The hub ends, in good order unless it is killed before, and starts again after a while. */
  async restart(after = '0s'): Promise<void> {
    const open = [...this.laptops].filter(([, laptop]) => laptop.isOpen).map(([name]) => name);
    await this.#watcher.shut();
    for (const name of open) await this.laptop(name).shut();
    await this.hub.close();
    const [, count = '0', letter = 's'] = /^(\d+)([smhd])$/.exec(after) ?? [];
    this.nowMs += Number(count) * unit[letter as keyof typeof unit];
    const at = new Date(this.nowMs).toISOString();
    this.hub = await this.#start(this.folder, this.configFile, at);
    await this.hub.advance(this.nowMs);
    await this.#watcher.open(this.hub.url);
    await this.open(...open);
  }

  /** The hub is killed as by the kernel, and starts again after a while. Needs `startInChild`. */
  async kill(after = '0s'): Promise<void> {
    if (!('kill' in this.hub)) throw new Error('Only a hub in a process of its own can be killed.');
    await (this.hub as KillableHub).kill();
    await this.restart(after);
  }

  async end(): Promise<void> {
    for (const laptop of [this.#watcher, ...this.laptops.values()]) await laptop.shut();
    await this.hub.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function enrol(hub: HubControl, personName: string, side: Side): Promise<Laptop> {
  const { code } = await hub.admin({ type: 'invite.create', personName, side });
  const response = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: `${personName}’s laptop`, platform: 'linux' }),
  });
  const joined = (await response.json()) as {
    deviceToken: string;
    deviceId: string;
    person: { id: string };
  };
  const { deviceToken, deviceId, person } = joined;
  return new Laptop({ personId: person.id, deviceId, deviceToken });
}

/** Everybody of the config who is in a team, with their side. */
function peopleOf(config: string): { id: string; name: string; side: Side }[] {
  const parsed = parseConfig(config, 'hub.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
  const { people, teams } = parsed.config;
  return Object.entries(people).flatMap(([id, { name }]) => {
    const team = Object.values(teams).find(({ members }) => members.includes(id));
    return team ? [{ id, name, side: team.side }] : [];
  });
}
