import { z } from 'zod';
import { Link } from './alert.ts';
import { ContextContent, ContextItem } from './context.ts';
import { VisibleEvent } from './events.ts';
import { Id, Instant, Seq } from './identity.ts';
import { Incident } from './incident.ts';
import { limits } from './limits.ts';
import { MessageId } from './message.ts';
import { Severity } from './severity.ts';

/*
 * Bodies of the HTTP requests around a room; docs/protocol.md tells addresses and who may ask.
 * An incident is named by its id or its number.
 */

/** `GET /api/incidents/:incident/events?after=` */
export const History = z.object({
  incident: Incident,
  /** Visible events of the incident after `after`, in order of `seq`. */
  events: z.array(VisibleEvent),
  /** All events of the incident up to here are known to whoever had all up to `after`. */
  through: Seq,
  /** There are more: ask again with `after` = `through`. */
  hasMore: z.boolean(),
});
export type History = z.infer<typeof History>;

/** `GET /api/incidents/:incident/context` */
export const ContextPack = z.object({ items: z.array(ContextItem), through: Seq });
export type ContextPack = z.infer<typeof ContextPack>;

/** One item of `POST /api/incidents/:incident/context`. Without an id it gets one. */
export const NewContextItem = z.object({ id: Id.optional(), content: ContextContent });
export type NewContextItem = z.infer<typeof NewContextItem>;

export const ContextRequest = z.object({
  items: z.array(NewContextItem).min(1).max(limits.contextItems),
});
export type ContextRequest = z.infer<typeof ContextRequest>;

export const ContextAnswer = z.object({ incidentId: Id, itemIds: z.array(Id) });
export type ContextAnswer = z.infer<typeof ContextAnswer>;

/** `POST /api/deploys` */
export const DeployRequest = z.object({
  service: z.string().min(1).max(limits.serviceLength),
  summary: z.string().min(1).max(limits.titleLength),
  version: z.string().max(200).nullable().default(null),
  by: z.string().max(limits.nameLength).nullable().default(null),
  link: Link.nullable().default(null),
  /** When it happened; null: now. */
  at: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type DeployRequest = z.infer<typeof DeployRequest>;

/** `GET /api/search` */
export const SearchQuery = z.object({
  /** Words that must all occur; the last one may be the beginning of a word. */
  text: z.string().min(1).max(limits.searchLength),
  service: z.string().max(limits.serviceLength).nullable().default(null),
  /** Id of the writer. */
  personId: Id.nullable().default(null),
  severity: Severity.nullable().default(null),
  since: Instant.nullable().default(null),
  until: Instant.nullable().default(null),
  /** Only what is older than this `seq`: the next page. */
  before: Seq.nullable().default(null),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const SearchHit = z.object({
  /** Place in the room. */
  seq: Seq,
  at: Instant,
  incidentId: Id,
  number: z.int(),
  service: z.string(),
  severity: Severity,
  title: z.string(),
  /** Null: the incident itself was found, by its title or service. */
  messageId: MessageId.nullable(),
  personId: Id.nullable(),
  /** Text around the find, cut into parts so that those found can be marked. */
  excerpt: z.array(z.object({ text: z.string(), isFound: z.boolean() })),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  /** Newest first. */
  hits: z.array(SearchHit).max(limits.searchHits),
  hasMore: z.boolean(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** `GET /api/incidents/:incident/export?format=`; `review` is Markdown for those who were not there. */
export const ExportFormat = z.enum(['markdown', 'json', 'review']);
export type ExportFormat = z.infer<typeof ExportFormat>;
