import type { IncidentCommand } from '../../protocol/commands.ts';
import type { Person } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { RoomLog } from '../../protocol/room-log.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { CommandVerdict } from '../command-case.ts';
import { takeIn } from '../intake.ts';
import { toInstant } from '../instant.ts';
import { judgeCommand } from '../judge-command.ts';
import { pagingWithoutConfig } from '../paging/paging-rules.ts';
import { defaultPagingSettings } from '../paging/settings.ts';
import { defaultIntakeRules } from '../records.ts';
import { noWork } from '../work-rules.ts';
import type { WorkRules } from '../work-rules.ts';
import { MemoryRecords } from './memory-records.ts';

export const ada: Person = { id: 'ada', name: 'Ada Lovelace', side: 'developer' };
export const bob: Person = { id: 'bob', name: 'Bob', side: 'sre' };
export const cyd: Person = { id: 'cyd', name: 'Cyd', side: 'sre' };

/** A command without the incident that it is about, which is the hub's first unless it is named. */
export type Asked = IncidentCommand extends infer C
  ? C extends IncidentCommand
    ? Omit<C, 'incidentId'>
    : never
  : never;

/** The rules of commands on records in memory with one ringing incident. */
export class CommandHub {
  readonly records = new MemoryRecords([ada, bob, cyd], { follows: true });
  nowMs = Date.UTC(2026, 10, 23, 3);
  work: WorkRules = noWork;
  lastCommandId = '';
  #lastId = 0;

  constructor() {
    this.fire('disk', 'error');
  }

  get incident(): Incident {
    const [incident] = this.records.incidents.values();
    if (!incident) throw new Error('There is no incident.');
    return incident;
  }

  get room(): RoomLog {
    const room = this.records.rooms.get(this.incident.id);
    if (!room) throw new Error('There is no room.');
    return room;
  }

  get at(): string {
    return toInstant(this.nowMs);
  }

  /** A sender reports an alert. */
  fire(
    dedupKey: string,
    severity: Severity,
    change: { note?: string; service?: string } = {},
  ): void {
    const { note = '', service = 'checkout' } = change;
    const annotations: Record<string, string> = note === '' ? {} : { note };
    const content = { title: dedupKey, severity, labels: {}, annotations, links: [] };
    const alert = { action: 'fire' as const, dedupKey, service, content };
    takeIn(
      this.records,
      {
        source: { name: 'am', sender: 'generic', service: null },
        alerts: [{ ...alert, startsAt: null, endsAt: null }],
        group: null,
      },
      {
        ...{ nowMs: this.nowMs, at: this.at, newId: () => this.#newId() },
        rules: defaultIntakeRules,
        paging: () => pagingWithoutConfig(this.records.reachablePeople()),
      },
    );
  }

  /** What the rules say, carried out. A minute passes before each command. */
  ask(
    person: Person,
    asked: Asked,
    options: { commandId?: string; deviceId?: string; zone?: string; incidentId?: string } = {},
  ): CommandVerdict {
    const { commandId = this.#newId(), incidentId = this.incident.id } = options;
    this.nowMs += 60_000;
    this.lastCommandId = commandId;
    const verdict = judgeCommand(
      { ...asked, incidentId },
      {
        commandId,
        person,
        deviceId: options.deviceId ?? 'laptop',
        zone: options.zone,
        records: this.records,
        calleesOf: () => this.records.reachablePeople(),
        paging: pagingWithoutConfig(this.records.reachablePeople()),
        settings: defaultPagingSettings,
        work: this.work,
        nowMs: this.nowMs,
      },
    );
    if ('events' in verdict) for (const event of verdict.events) this.records.append(event);
    return verdict;
  }

  /** In one word: the verdict or the code of the error. */
  word(person: Person, asked: Asked, options: Parameters<CommandHub['ask']>[2] = {}): string {
    const verdict = this.ask(person, asked, options);
    return 'error' in verdict ? verdict.error : verdict.verdict;
  }

  /** Posts a message and returns its id. */
  post(person: Person, text = 'It began at three.'): string {
    this.ask(person, {
      ...{ type: 'message.post', kind: 'message', text, replyTo: null, attachments: [] },
    });
    return this.lastCommandId;
  }

  #newId(): string {
    return `019ab000-0000-7000-8000-${(++this.#lastId).toString(16).padStart(12, '0')}`;
  }
}
