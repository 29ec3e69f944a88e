import { z } from 'zod';
import { Link } from './alert.ts';
import { Id, Instant } from './identity.ts';
import { limits } from './limits.ts';

const Title = z.string().min(1).max(limits.nameLength);

export const contextKinds = ['links', 'metric', 'log', 'deploys', 'note'] as const;
export const ContextKind = z.enum(contextKinds);
export type ContextKind = z.infer<typeof ContextKind>;

/** Dashboards, logs, runbooks. Links of alerts stay with their alerts. */
export const LinksItem = z.object({
  kind: z.literal('links'),
  title: Title,
  links: z.array(Link).min(1).max(limits.linkCount),
});

/** A metric over some time, to be drawn. */
export const MetricItem = z.object({
  kind: z.literal('metric'),
  title: Title,
  unit: z.string().max(40).nullable().default(null),
  /** What was asked of the metrics store, for people to ask again. */
  expression: z.string().max(4_096).nullable().default(null),
  /** The moment of the alert, to be marked; null: when the incident opened. */
  alertAt: Instant.nullable().default(null),
  series: z
    .array(
      z.object({
        name: z.string().max(400),
        /** Unix seconds and value, in order of time; null: no value. */
        points: z.array(z.tuple([z.number(), z.number().nullable()])).max(limits.contextPoints),
      }),
    )
    .max(limits.contextSeries),
  /** Why there is nothing to draw, for a person; null when there is. */
  problem: z.string().max(400).nullable().default(null),
});
export type MetricItem = z.infer<typeof MetricItem>;

export const LogItem = z.object({
  kind: z.literal('log'),
  title: Title,
  lines: z
    .array(
      z.object({
        at: Instant.nullable().default(null),
        text: z.string().max(limits.contextLogLineLength),
      }),
    )
    .max(limits.contextLogLines),
  /** Places where the hub put a mark in the stead of a secret. */
  redactedCount: z.int().min(0).default(0),
});
export type LogItem = z.infer<typeof LogItem>;

/** A change of what runs. */
export const Deploy = z.object({
  id: Id,
  at: Instant,
  summary: z.string().min(1).max(limits.titleLength),
  version: z.string().max(200).nullable().default(null),
  by: z.string().max(limits.nameLength).nullable().default(null),
  link: Link.nullable().default(null),
});
export type Deploy = z.infer<typeof Deploy>;

export const DeploysItem = z.object({
  kind: z.literal('deploys'),
  title: Title,
  /** Newest first. */
  deploys: z.array(Deploy).max(limits.contextDeploys),
});

/** A few words of text. */
export const NoteItem = z.object({
  kind: z.literal('note'),
  title: Title,
  text: z.string().max(limits.messageLength),
});

/** What one piece of the context pack says. */
export const ContextContent = z.discriminatedUnion('kind', [
  LinksItem,
  MetricItem,
  LogItem,
  DeploysItem,
  NoteItem,
]);
export type ContextContent = z.infer<typeof ContextContent>;

/** What everybody hears of an item at once; its content is fetched. */
export const ContextMeta = z.object({
  /** An item with the id of an earlier one takes its place. */
  id: Id,
  kind: ContextKind,
  title: Title,
  sizeBytes: z.int().min(0),
});
export type ContextMeta = z.infer<typeof ContextMeta>;

/** An item of an incident's context pack. */
export const ContextItem = z.object({
  id: Id,
  /** `seq` of the event that brought it. */
  seq: z.int().min(1),
  at: Instant,
  content: ContextContent,
});
export type ContextItem = z.infer<typeof ContextItem>;
