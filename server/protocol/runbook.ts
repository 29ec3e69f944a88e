import { z } from 'zod';
import { Id, Side } from './identity.ts';
import { limits } from './limits.ts';

/** One version of a runbook, as its file says. Its bounds are those of `runbookLimits`. */
export interface Runbook {
  title: string;
  /** What it is for; at least one of the three lists is not empty. */
  services: readonly string[];
  alerts: readonly string[];
  labels: readonly Readonly<Record<string, string>>[];
  /** In the order of the file. Steps before the first heading are in a section without a title. */
  sections: readonly RunbookSection[];
}

export interface RunbookSection {
  title: string | null;
  /** Of the heading, 1 to 6; 0 without one. */
  level: number;
  /** Line of the heading; counts from 1. */
  line: number;
  /** What stands there beside the steps. */
  parts: readonly RunbookPart[];
  steps: readonly RunbookStep[];
}

/** A stretch of Markdown, or commands that can be copied and run. */
export type RunbookPart =
  | { kind: 'text'; markdown: string }
  | { kind: 'commands'; language: string; text: string; hook: string | null };

export interface RunbookStep {
  /** Unique in its runbook. */
  id: string;
  text: string;
  /** Where it stands; counts from 1. */
  line: number;
  role: Side | null;
  expectedMinutes: number | null;
  critical: boolean;
  condition: StepCondition | null;
  /** What it may be answered with; null: it asks nothing. */
  answers: readonly string[] | null;
  stopgap: { undo: string } | null;
  parts: readonly RunbookPart[];
  steps: readonly RunbookStep[];
}

/** The step is there only when an earlier one was answered so. */
export interface StepCondition {
  /** Id of the earlier step. */
  step: string;
  is: 'equal' | 'different';
  answer: string;
}

const RunbookPart: z.ZodType<RunbookPart> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), markdown: z.string() }),
  z.object({
    kind: z.literal('commands'),
    language: z.string(),
    text: z.string(),
    hook: z.string().nullable(),
  }),
]);

const RunbookStep: z.ZodType<RunbookStep> = z.lazy(() =>
  z.object({
    id: z.string().min(1),
    text: z.string(),
    line: z.int(),
    role: Side.nullable(),
    expectedMinutes: z.number().nullable(),
    critical: z.boolean(),
    condition: z
      .object({ step: z.string(), is: z.enum(['equal', 'different']), answer: z.string() })
      .nullable(),
    answers: z.array(z.string()).nullable(),
    stopgap: z.object({ undo: z.string() }).nullable(),
    parts: z.array(RunbookPart),
    steps: z.array(RunbookStep),
  }),
);

export const Runbook: z.ZodType<Runbook> = z.object({
  title: z.string(),
  services: z.array(z.string()),
  alerts: z.array(z.string()),
  labels: z.array(z.record(z.string(), z.string())),
  sections: z.array(
    z.object({
      title: z.string().nullable(),
      level: z.int(),
      line: z.int(),
      parts: z.array(RunbookPart),
      steps: z.array(RunbookStep),
    }),
  ),
});

/** SHA-256 of a runbook's file, in hexadecimal: the name of one version of it. */
export const RunbookHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Which version of which runbook. */
export const RunbookReference = z.object({
  hash: RunbookHash,
  /** Below the folder that the config names, with forward slashes; for people. */
  path: z.string().min(1).max(limits.runbookPathLength),
  title: z.string().min(1).max(limits.titleLength),
});
export type RunbookReference = z.infer<typeof RunbookReference>;

/** `GET /api/runbooks/:hash` */
export const RunbookVersion = RunbookReference.extend({ runbook: Runbook });
export type RunbookVersion = z.infer<typeof RunbookVersion>;

export const RunbookOffer = RunbookReference.extend({
  stepCount: z.int().min(0),
  /** Why it is for this incident, for people; empty when it is for others. */
  reasons: z.array(z.string()),
});
export type RunbookOffer = z.infer<typeof RunbookOffer>;

/** `GET /api/incidents/:incident/runbooks`: the best first, then those that are for others. */
export const RunbookOffers = z.object({ incidentId: Id, offers: z.array(RunbookOffer) });
export type RunbookOffers = z.infer<typeof RunbookOffers>;
