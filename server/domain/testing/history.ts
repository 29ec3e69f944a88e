import fc from 'fast-check';
import type { Command, IncidentCommand } from '../../protocol/commands.ts';
import { reactions, messageKinds } from '../../protocol/message.ts';
import { severities } from '../../protocol/severity.ts';
import type { Severity } from '../../protocol/severity.ts';
import type { IncomingAlert, IncomingGroup } from '../incoming.ts';
import { toInstant } from '../instant.ts';

/** One thing that may happen to a hub; times are relative to when it happens. */
export type Step =
  | { do: 'ingest'; alerts: AlertStep[]; group: IncomingGroup | null }
  | CommandStep
  | { do: 'read'; person: number; incident: number; behind: number }
  | { do: 'receipts'; person: number; incident: number; stage: 'shown' | 'sounded' }
  | { do: 'wait'; ms: number }
  | { do: 'expire' }
  | { do: 'enrol'; side: 'developer' | 'sre' };

/** Commands of the incident and of its conversation. */
type AnyCommandType = Exclude<
  IncidentCommand['type'],
  | `checklist.${string}`
  | `step.${string}`
  | `stopgap.${string}`
  | `card.${string}`
  | `seat.${string}`
  | 'incident.mark-noise'
  | 'incident.snooze'
  | 'handoff.give'
>;

/** Numbers choose among what there is when the step is taken. */
export interface CommandStep {
  do: 'command';
  type: AnyCommandType;
  person: number;
  incident: number;
  /** Whom to page, which message, which reaction. */
  other: number;
  isOn: boolean;
  /** Null: the severity as it is. */
  from: Severity | null;
  severity: Severity;
  text: string;
}

interface AlertStep {
  action: IncomingAlert['action'];
  key: string;
  service: string;
  severity: Severity;
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

/** Any command that a person may ask for. */
export const commandStep: fc.Arbitrary<CommandStep> = fc.record<CommandStep>({
  do: fc.constant('command' as const),
  type: fc.constantFrom<AnyCommandType>(
    'incident.acknowledge',
    'incident.acknowledge',
    'incident.unacknowledge',
    'incident.resolve',
    'sound.silence',
    'incident.mitigate',
    'incident.unmitigate',
    'incident.set-severity',
    'incident.set-severity',
    'person.page',
    'message.post',
    'message.post',
    'message.post',
    'message.edit',
    'message.edit',
    'message.delete',
    'message.react',
    'message.react',
    'message.pin',
    'message.mark',
  ),
  person: fc.nat(5),
  incident: fc.nat(3),
  other: fc.nat(5),
  isOn: fc.boolean(),
  from: fc.option(fc.constantFrom(...severities)),
  severity: fc.constantFrom(...severities),
  text: fc.constantFrom('', 'On it.', '@sre look at `@developer`', '@developer @person-1'),
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
    weight: 8,
    arbitrary: commandStep,
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      person: fc.nat(5),
      incident: fc.nat(3),
      behind: fc.integer({ min: -1, max: 5 }),
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

/** What there is when a command step is taken. */
export interface Choices {
  incidentId: string;
  severity: Severity;
  personIds: readonly string[];
  /** Of any room, the newest first. */
  messageIds: readonly string[];
}

/** The command of a step. */
export function toCommand(step: CommandStep, choices: Choices): Command {
  const { type, other, isOn, severity, text } = step;
  const { incidentId } = choices;
  const nobody = '019ab000-0000-7000-8000-000000000000';
  const messageId = chosen(choices.messageIds, other) ?? nobody;
  switch (type) {
    case 'incident.set-severity':
      return { type, incidentId, from: step.from ?? choices.severity, severity };
    case 'person.page':
      return { type, incidentId, personId: chosen(choices.personIds, other) ?? nobody };
    case 'message.post': {
      const kind = messageKinds[other % messageKinds.length] ?? 'message';
      return { type, incidentId, kind, text, replyTo: isOn ? messageId : null, attachments: [] };
    }
    case 'message.edit':
      return { type, incidentId, messageId, text: text === '' ? ' ' : text };
    case 'message.delete':
      return { type, incidentId, messageId };
    case 'message.react': {
      const reaction = reactions[other % reactions.length] ?? 'agree';
      return { type, incidentId, messageId, reaction, isOn };
    }
    case 'message.pin':
    case 'message.mark':
      return { type, incidentId, messageId, isOn };
    default:
      return { type, incidentId };
  }
}

function chosen<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(items.length, 1)];
}
