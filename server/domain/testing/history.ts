import fc from 'fast-check';
import type { Command } from '../../protocol/commands.ts';
import { severities } from '../../protocol/severity.ts';
import type { IncomingAlert, IncomingGroup } from '../incoming.ts';
import { toInstant } from '../instant.ts';

/** One thing that may happen to a hub; times are relative to when it happens. */
export type Step =
  | { do: 'ingest'; alerts: AlertStep[]; group: IncomingGroup | null }
  | { do: 'command'; type: Command['type']; person: number; incident: number }
  | { do: 'receipts'; person: number; incident: number; stage: 'shown' | 'sounded' }
  | { do: 'wait'; ms: number }
  | { do: 'expire' }
  | { do: 'enrol'; side: 'developer' | 'sre' };

interface AlertStep {
  action: IncomingAlert['action'];
  key: string;
  service: string;
  severity: (typeof severities)[number];
  note: string;
  startsAgoMs: number | null;
  endsInMs: number | null;
}

const minuteMs = 60_000;

const alertStep: fc.Arbitrary<AlertStep> = fc.record({
  action: fc.constantFrom('fire', 'fire', 'fire', 'resolve', 'resolve', 'acknowledge'),
  key: fc.constantFrom('disk', 'latency', 'errors', 'memory'),
  service: fc.constantFrom('checkout', 'search'),
  severity: fc.constantFrom(...severities),
  note: fc.constantFrom('', 'worse'),
  startsAgoMs: fc.option(fc.constantFrom(-minuteMs, 0, 1_000, minuteMs, 20 * minuteMs)),
  endsInMs: fc.option(fc.constantFrom(-30 * minuteMs, -minuteMs, 0, minuteMs, 4 * minuteMs), {
    freq: 2,
  }),
});

const group = fc.record({
  groupKey: fc.constantFrom('group one', 'group two'),
  unseen: fc.constantFrom(0, 0, 1, 3),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ingest' as const),
      alerts: fc.array(alertStep, { minLength: 1, maxLength: 4 }),
      group: fc.option(group),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      type: fc.constantFrom<Command['type']>(
        'incident.acknowledge',
        'incident.acknowledge',
        'incident.unacknowledge',
        'incident.resolve',
        'sound.silence',
      ),
      person: fc.nat(5),
      incident: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('receipts' as const),
      person: fc.nat(5),
      incident: fc.nat(3),
      stage: fc.constantFrom('shown' as const, 'sounded' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 1_000, minuteMs, 6 * minuteMs, 11 * minuteMs, 24 * 60 * minuteMs),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('enrol' as const),
      side: fc.constantFrom('developer' as const, 'sre' as const),
    }),
  },
);

/** Any history of a hub. */
export const history = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });

/** The alert of a step, as its adapter would hand it on at `nowMs`. */
export function toIncoming(alert: AlertStep, nowMs: number): IncomingAlert {
  return {
    action: alert.action,
    dedupKey: alert.key,
    service: alert.service,
    content: {
      title: `${alert.key} of ${alert.service}`,
      severity: alert.severity,
      labels: { alertname: alert.key },
      annotations: alert.note === '' ? {} : { note: alert.note },
      links: [],
    },
    startsAt: alert.startsAgoMs === null ? null : toInstant(nowMs - alert.startsAgoMs),
    endsAt: alert.endsInMs === null ? null : toInstant(nowMs + alert.endsInMs),
  };
}
