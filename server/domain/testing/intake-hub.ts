import type { SenderKind } from '../../protocol/alert.ts';
import { expireAlerts } from '../expiry.ts';
import type { IncomingAlert, IncomingGroup, IngestOutcome } from '../incoming.ts';
import { takeIn } from '../intake.ts';
import { toInstant } from '../instant.ts';
import { pagingWithoutConfig } from '../paging/paging-rules.ts';
import { defaultIntakeRules } from '../records.ts';
import { MemoryRecords } from './memory-records.ts';

const people = [
  { id: 'ada', name: 'Ada', side: 'developer' as const },
  { id: 'bob', name: 'Bob', side: 'sre' as const },
];

type Said = Partial<Omit<IncomingAlert, 'content' | 'startsAt' | 'endsAt'>> &
  Partial<IncomingAlert['content']> & { startsMs?: number; endsMs?: number };

/** The rules of intake on records in memory, under a clock that the test moves. */
export class IntakeHub {
  readonly records: MemoryRecords;
  nowMs = Date.UTC(2026, 10, 23, 3);
  sender: SenderKind = 'alertmanager';
  service: string | null = null;
  #lastId = 0;

  /** @param options as those of the records */
  constructor(options: { follows?: boolean } = {}) {
    this.records = new MemoryRecords(people, options);
  }

  /** Times are relative to the hub's clock now. */
  alert(said: Said): IncomingAlert {
    const { startsMs, endsMs } = said;
    return {
      action: said.action ?? 'fire',
      dedupKey: said.dedupKey ?? 'disk',
      service: said.service ?? 'checkout',
      content: {
        title: said.title ?? 'Disk full',
        severity: said.severity ?? 'warning',
        labels: said.labels ?? {},
        annotations: said.annotations ?? {},
        links: said.links ?? [],
      },
      startsAt: startsMs === undefined ? null : toInstant(this.nowMs + startsMs),
      endsAt: endsMs === undefined ? null : toInstant(this.nowMs + endsMs),
    };
  }

  post(alerts: IncomingAlert[], group: IncomingGroup | null = null) {
    let outcome: IngestOutcome | undefined;
    const source = { name: 'am', sender: this.sender, service: this.service };
    const events = this.records.during(() => {
      outcome = takeIn(
        this.records,
        { source, alerts, group },
        {
          nowMs: this.nowMs,
          at: toInstant(this.nowMs),
          newId: () => `id-${++this.#lastId}`,
          rules: defaultIntakeRules,
          paging: () => pagingWithoutConfig(this.records.reachablePeople()),
        },
      );
    });
    return { outcome, types: events.map(({ type }) => type), events };
  }

  say(said: Said = {}, group: IncomingGroup | null = null) {
    return this.post([this.alert(said)], group);
  }

  resolve(said: Said = {}) {
    return this.say({ ...said, action: 'resolve' });
  }

  acknowledgeAll(incidentId: string) {
    for (const { id: personId, side } of people) {
      this.records.append({
        type: 'seat.acknowledged',
        at: toInstant(this.nowMs),
        actor: { kind: 'person', personId, deviceId: null },
        incidentId,
        side,
        personId,
      });
    }
  }

  expire() {
    const ids = [...this.records.alerts.keys()];
    return this.records
      .during(() => expireAlerts(this.records, ids, toInstant(this.nowMs)))
      .map(({ type }) => type);
  }

  get incidents() {
    return [...this.records.incidents.values()];
  }

  get first() {
    const [incident] = this.incidents;
    if (!incident) throw new Error('There is no incident.');
    return incident;
  }
}
