import { v7 as newUuid } from 'uuid';
import { parseConfig } from '../../config/parse-config.ts';
import { mayProbe, stopgapGraceMs } from '../../config/stopgaps.ts';
import { owningTeam } from '../../config/team-views.ts';
import { usualRest } from '../../domain/figures/night.ts';
import { noWork } from '../../domain/work-rules.ts';
import type { IncidentCommand, CommandAnswer } from '../../protocol/commands.ts';
import type { VisibleEvent } from '../../protocol/events.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { noConfig } from '../../protocol/teams.ts';
import type { DeviceIdentity, Integration } from '../contract.ts';
import type { WorkSource } from '../surroundings.ts';
import { createKey, enrol, firing, openTestDesk } from './test-desk.ts';

type Asked = IncidentCommand extends infer C
  ? C extends IncidentCommand
    ? Omit<C, 'incidentId' | 'stopgapId'>
    : never
  : never;
type EventOf<Type extends VisibleEvent['type']> = Extract<VisibleEvent, { type: Type }>;

/** A config with one service, `checkout`, whose developers work on weekdays from 9 to 17. */
export function configText(zone: string, holidays: readonly string[] = []): string {
  const office = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  return `
people: { ada: { name: Ada }, dan: { name: Dan }, eve: { name: Eve }, bob: { name: Bob } }
teams:
  shop:
    name: Shop
    side: developer
    zone: ${zone}
    members: [ada, dan]
    hours: { ${office.map((day) => `${day}: ['09:00-17:00']`).join(', ')} }
    holidays: [${holidays.join(', ')}]
  others: { side: developer, zone: UTC, members: [eve] }
  ops: { side: sre, zone: UTC, members: [bob] }
services: { checkout: { developers: shop, sres: ops } }
probes: { hosts: ['*.example'] }
`;
}

/** What the hub would read of a config file. */
export function workOf(text: string): WorkSource {
  const parsed = parseConfig(text, 'hub.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
  const { config } = parsed;
  return {
    rules: (people) => ({
      ...noWork,
      owningTeam: (service) => owningTeam(config, service, people),
      mayProbe: (url) => mayProbe(config, url),
      stopgapGraceMs: stopgapGraceMs(config),
    }),
    runbooks: () => [],
    restOf: () => usualRest,
    config: () => noConfig,
  };
}

type StopgapDeskParts = Pick<
  StopgapDesk,
  'desk' | 'clock' | 'dataFolder' | 'work' | 'people' | 'integration' | 'incidentId'
>;

/** A real desk under a moved clock, with one incident, the owners of its service, and an SRE. */
export class StopgapDesk {
  desk: Awaited<ReturnType<typeof openTestDesk>>['desk'];
  readonly clock: { nowMs: number; now: () => number };
  readonly dataFolder: string;
  readonly work: WorkSource;
  readonly people: Record<'ada' | 'dan' | 'eve' | 'bob', DeviceIdentity>;
  readonly integration: Integration;
  readonly incidentId: string;

  private constructor(parts: StopgapDeskParts) {
    this.desk = parts.desk;
    this.clock = parts.clock;
    this.dataFolder = parts.dataFolder;
    this.work = parts.work;
    this.people = parts.people;
    this.integration = parts.integration;
    this.incidentId = parts.incidentId;
  }

  /** Opens its incident at `start`. */
  static async open(start: string, config = configText('Europe/Berlin')): Promise<StopgapDesk> {
    const clock = { nowMs: Date.parse(start), now: () => clock.nowMs };
    const work = workOf(config);
    const { desk, dataFolder } = await openTestDesk({ clock, work });
    const people = {
      ada: await enrol(desk, 'Ada', 'developer'),
      dan: await enrol(desk, 'Dan', 'developer'),
      eve: await enrol(desk, 'Eve', 'developer'),
      bob: await enrol(desk, 'Bob', 'sre'),
    };
    const integration = await createKey(desk);
    await desk.ingest({ integration, alerts: [firing('disk')], group: null });
    const incidentId = (await desk.readSnapshot()).incidents[0]?.id ?? '';
    return new StopgapDesk({ desk, clock, dataFolder, work, people, integration, incidentId });
  }

  /** In one word: the verdict or the code of the error. Names the newest stopgap. */
  async ask(who: keyof StopgapDesk['people'], asked: Asked, id = newUuid()): Promise<string> {
    const stopgapId = (await this.stopgap())?.id ?? newUuid();
    const command = { ...asked, incidentId: this.incidentId, stopgapId } as IncidentCommand;
    const answer: CommandAnswer = await this.desk.command(id, command, this.people[who]);
    return answer.ok ? answer.verdict : answer.error.code;
  }

  /** Ada puts a measure in place. */
  install(change: Partial<Extract<Asked, { type: 'stopgap.install' }>> = {}): Promise<string> {
    return this.ask('ada', {
      type: 'stopgap.install',
      what: 'The flag is off.',
      undo: 'Turn the flag on.',
      ...{ probeUrl: null, step: null, ownerId: null, expiresAt: null },
      ...change,
    });
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
    const { clock, work, dataFolder } = this;
    this.desk = (await openTestDesk({ clock, work, dataFolder })).desk;
  }

  async endAlerts(): Promise<void> {
    const alerts = [firing('disk', { action: 'resolve' })];
    await this.desk.ingest({ integration: this.integration, alerts, group: null });
  }

  async eventsOf<Type extends VisibleEvent['type']>(type: Type): Promise<EventOf<Type>[]> {
    const events = await this.desk.readEvents(0, 10_000);
    return events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** The newest one that was installed, as it is folded. */
  async stopgap(): Promise<Stopgap | undefined> {
    return (await this.desk.readSnapshot()).stopgaps.at(-1);
  }

  async incident(): Promise<Incident> {
    const { incidents } = await this.desk.readSnapshot();
    const incident = incidents.find(({ id }) => id === this.incidentId);
    if (!incident) throw new Error('There is no incident.');
    return incident;
  }

  /** When owners were asked so far, and which. */
  async asked(): Promise<[at: string, names: string[]][]> {
    const names = Object.values(this.people).map(({ person }) => person);
    return (await this.eventsOf('stopgap.asked')).map(({ at, personIds }) => [
      at,
      personIds.map((id) => names.find((person) => person.id === id)?.name ?? id).toSorted(),
    ]);
  }
}
