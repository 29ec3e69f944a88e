import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { Config } from '../config/schema.ts';
import { toInstant } from '../domain/instant.ts';
import { otherSide } from '../domain/other-side.ts';
import { seatSubject } from '../domain/paging/seat-subject.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { Command } from '../protocol/commands.ts';
import { sides } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { severities } from '../protocol/severity.ts';
import type { DeviceIdentity, Integration } from './contract.ts';
import { createDesk } from './create-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { createKey, enrol, firing, startMs } from './testing/test-desk.ts';

const zone = 'Europe/Berlin';
const config = Config.parse({
  people: Object.fromEntries(
    ['ana', 'bo', 'cy', 'raj', 'sam'].map((id) => [
      id,
      { name: id[0]?.toUpperCase() + id.slice(1) },
    ]),
  ),
  teams: {
    shop: { zone, side: 'developer', members: ['ana', 'bo', 'cy'], leads: ['bo'] },
    platform: { zone, side: 'sre', members: ['raj', 'sam'] },
  },
  services: { checkout: { developers: 'shop', sres: 'platform', policy: 'narrow' } },
  policies: {
    narrow: {
      steps: [
        { page: ['person:ana', 'person:raj'], wait: '5m' },
        {
          page: ['developer.lead', 'sre.backup'],
          wait: '2m',
          when: { severities: ['critical', 'error'] },
        },
        { page: ['developer.team', 'sre.team'], wait: '10m' },
      ],
      repeat: 2,
      every: '20m',
    },
  },
});

const people = [
  ['Ana', 'developer'],
  ['Bo', 'developer'],
  ['Cy', 'developer'],
  ['Raj', 'sre'],
  ['Sam', 'sre'],
] as const;

const minuteMs = 60_000;
const commands = [
  ...['incident.acknowledge', 'incident.acknowledge', 'incident.unacknowledge'],
  ...['incident.decline', 'incident.decline', 'incident.snooze', 'incident.snooze'],
  'incident.set-severity',
  ...['seat.stand-down', 'seat.stand-down', 'seat.call-back', 'handoff.give', 'person.page'],
  ...['incident.resolve', 'silence.create', 'silence.create', 'silence.end'],
] as const;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('fire' as const, 'fire' as const, 'end' as const),
      key: fc.constantFrom('a', 'b', 'c'),
      service: fc.constantFrom('checkout', 'unlisted'),
      severity: fc.constantFrom(...severities),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      type: fc.constantFrom(...commands),
      // Some do more than others, so that they meet what they did before.
      person: fc.constantFrom(0, 0, 0, 1, 2, 3, 3, 3, 4),
      incident: fc.constantFrom(0, 0, 1),
      other: fc.nat(4),
      severity: fc.constantFrom(...severities),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 30_000, 3 * minuteMs, 6 * minuteMs, 40 * minuteMs, 300 * minuteMs),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Asked = Extract<Step, { do: 'command' }>;

interface DueRow {
  kind: string;
  subject: string;
  due_at: number;
}

/** A hub whose process may end at any time. */
class Play {
  readonly #dataFolder = temporaryFolder();
  readonly #clock = { nowMs: startMs, now: (): number => this.#clock.nowMs };
  readonly #devices: DeviceIdentity[] = [];
  #integration: Integration | undefined;
  #desk: HubDesk | undefined;

  get desk(): HubDesk {
    if (!this.#desk) throw new Error('The hub does not run.');
    return this.#desk;
  }

  async begin(): Promise<void> {
    await this.#open();
    for (const [name, side] of people) this.#devices.push(await enrol(this.desk, name, side));
    this.#integration = await createKey(this.desk);
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'wait') {
      this.#clock.nowMs += one.ms;
      await this.#runDue();
    } else if (one.do === 'restart') await this.#restart();
    else if (one.do === 'command') await this.#command(one);
    else if (this.#integration) {
      const { key, service, severity } = one;
      const alert = firing(`${service} ${key}`, { service });
      const labels = { ...alert.content.labels, alertname: key };
      const fired =
        one.do === 'fire'
          ? { content: { ...alert.content, severity, labels } }
          : { action: 'resolve' as const };
      const alerts = [{ ...alert, ...fired }];
      await this.desk.ingest({ integration: this.#integration, alerts, group: null });
    }
    await this.check();
  }

  /** Everything is over, and nothing is left to be done with any seat. */
  async end(): Promise<void> {
    for (const { id: incidentId, status } of await this.#incidents()) {
      if (status === 'resolved') continue;
      await this.#ask(0, { type: 'incident.resolve', incidentId });
    }
    expect(this.#due().filter(({ kind }) => kind.startsWith('seat.'))).toEqual([]);
    await this.desk.close();
  }

  /** An open seat that rings, is had for a time, or is held has exactly one row, at that time. */
  async check(): Promise<void> {
    const incidents = await this.#incidents();
    const expected = incidents.flatMap(({ id, status, seats }) =>
      sides.flatMap((side): DueRow[] => {
        const { state, plan, leaseUntil, hold, called, pages } = seats[side];
        expect(plan !== null).toBe(state === 'ringing' && status !== 'resolved');
        expect(hold !== null).toBe(state === 'held');
        const open = pages.filter(({ isDeclined }) => !isDeclined);
        expect(open.map(({ personId }) => personId)).toEqual(called);
        if (status === 'resolved') return [];
        const row = (kind: string, at: string | null): DueRow[] =>
          at === null ? [] : [{ kind, subject: seatSubject(id, side), due_at: Date.parse(at) }];
        if (state === 'ringing') return row('seat.next', plan?.nextAt ?? null);
        return state === 'held'
          ? row('seat.hold', hold?.until ?? null)
          : row('seat.lease', leaseUntil);
      }),
    );
    const rows = this.#due().filter(({ kind }) => kind.startsWith('seat.'));
    expect(inOrder(rows)).toEqual(inOrder(expected));
    for (const { seats } of incidents) {
      const standDowns = sides.filter((side) => seats[side].hold?.kind === 'stand-down');
      expect(standDowns.length).toBeLessThan(2);
    }
  }

  async #runDue(): Promise<void> {
    await this.desk.runDue();
    const head = this.desk.head();
    expect(this.#due().filter(({ due_at }) => due_at <= this.#clock.nowMs)).toEqual([]);
    await this.desk.runDue();
    // No timer fires twice.
    expect(this.desk.head()).toBe(head);
  }

  async #restart(): Promise<void> {
    const rows = inOrder(this.#due());
    const incidents = await this.#incidents();
    await this.desk.close();
    await this.#open();
    expect(inOrder(this.#due())).toEqual(rows);
    this.desk.rebuild();
    expect(inOrder(this.#due())).toEqual(rows);
    expect(await this.#incidents()).toEqual(incidents);
  }

  async #command(asked: Asked): Promise<void> {
    const incidents = await this.#incidents();
    const chosen = incidents.toReversed()[asked.incident % Math.max(1, incidents.length)];
    if (!chosen) return;
    const before = new Map(incidents.map((one) => [one.id, one]));
    await this.#ask(asked.person, this.#toCommand(asked, chosen));
    const mayTouchOther = /set-severity|stand-down|call-back|silence|resolve/.test(asked.type);
    const other = otherSide(people[asked.person]?.[1] ?? 'sre');
    if (mayTouchOther) return;
    // Neither's answer silences the other.
    for (const { id, seats } of await this.#incidents())
      expect(seats[other].state).toBe(before.get(id)?.seats[other].state);
  }

  #toCommand({ type, other, severity }: Asked, incident: Incident): Command {
    const { id: incidentId } = incident;
    const until = toInstant(this.#clock.nowMs + (other + 1) * 20 * minuteMs);
    const reason = 'Let them sleep.';
    const service = other % 2 === 0 ? incident.service : null;
    const matchers = other > 1 ? { alertname: ['/a|b/', 'a', '/.*/'][other - 2] } : {};
    const from = other === 4 ? toInstant(this.#clock.nowMs + 10 * minuteMs) : null;
    const kind = other % 2 === 0 ? 'silence' : 'maintenance';
    const made: Partial<Record<Asked['type'], object>> = {
      'incident.snooze': { until },
      'incident.set-severity': { from: incident.severity, severity },
      'seat.stand-down': { until, reason },
      'seat.call-back': { side: other % 2 === 0 ? 'developer' : 'sre' },
      'handoff.give': { impact: 'None.', tried: '', questions: '' },
      'person.page': { personId: this.#devices[other]?.person.id },
      'silence.create': { kind, service, matchers, from, until, reason },
      'silence.end': { silenceId: this.#silenceId },
    };
    return Command.parse({ type, incidentId, ...made[type] });
  }

  get #silenceId(): string {
    return this.#due().find(({ kind }) => kind === 'silence.end')?.subject ?? 'none';
  }

  async #ask(person: number, command: Command): Promise<void> {
    const from = this.#devices[person];
    if (from) await this.desk.command(crypto.randomUUID(), command, from);
  }

  async #open(): Promise<void> {
    this.#desk = await createDesk({
      ...{ dataFolder: this.#dataFolder, clock: this.#clock },
      paging: new PagingSourceOfConfig({ current: config }),
    });
  }

  async #incidents(): Promise<Incident[]> {
    return (await this.desk.readSnapshot()).incidents;
  }

  #due(): DueRow[] {
    const database = new DatabaseSync(join(this.#dataFolder, 'hub.sqlite'), { readOnly: true });
    const rows = database.prepare('select kind, subject, due_at from due').all();
    database.close();
    return rows as unknown as DueRow[];
  }
}

function inOrder(rows: readonly DueRow[]): string[] {
  return rows.map(({ kind, subject, due_at }) => `${kind} ${subject} ${due_at}`).toSorted();
}

test('whatever happens, every seat that waits for something has one row, and each is done once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }),
      async (steps) => {
        const play = new Play();
        await play.begin();
        for (const one of steps) await play.take(one);
        await play.end();
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
