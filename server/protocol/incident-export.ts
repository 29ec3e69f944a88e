import { z } from 'zod';
import { Alert } from './alert.ts';
import { Card } from './card.ts';
import { Checklist } from './checklist.ts';
import { ContextItem } from './context.ts';
import { VisibleEvent } from './events.ts';
import { Id, Instant, Person, Seq, Side } from './identity.ts';
import { Incident } from './incident.ts';
import { RoomEntry } from './room.ts';
import { RunbookVersion } from './runbook.ts';
import { Stopgap } from './stopgap.ts';

/** Milliseconds from the opening of an incident; null: it did not happen. */
const After = z.int().nullable();

/** The export of an incident as JSON; docs/protocol.md describes it. */
export const IncidentExport = z.object({
  /** Of this form. A higher one may lack or change fields; further fields may come with the same. */
  version: z.literal(1),
  exportedAt: Instant,
  /** Everything up to this event is in it. */
  through: Seq,
  incident: Incident,
  durations: z.object({
    /** To the first acknowledgement of each seat. */
    acknowledgedAfterMs: z.record(Side, After),
    /** To the first mitigation. */
    mitigatedAfterMs: After,
    resolvedAfterMs: After,
  }),
  /** All alerts, in the order in which they came, as they were at last. */
  alerts: z.array(Alert),
  /** Everybody who is named in the events. */
  people: z.array(Person),
  /** The room: messages with all that they said before, and facts, in order of `seq`. */
  entries: z.array(RoomEntry),
  /** Person → up to where they have read. */
  reads: z.record(Id, Seq),
  /** Checklists, detached ones too, and the runbooks that they are copies of. */
  checklists: z.array(Checklist).default([]),
  runbooks: z.array(RunbookVersion).default([]),
  stopgaps: z.array(Stopgap).default([]),
  card: Card.nullable().default(null),
  /** The context pack, whole. */
  context: z.array(ContextItem),
  /** The log that all of this was made from, as devices see it. */
  events: z.array(VisibleEvent),
});
export type IncidentExport = z.infer<typeof IncidentExport>;
