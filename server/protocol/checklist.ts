import { z } from 'zod';
import { Actor, Id, Instant, Seq, Side } from './identity.ts';
import { limits } from './limits.ts';
import { RunbookReference } from './runbook.ts';

/** Where a step stands. All but the first two are final until somebody changes their mind. */
export const stepStatuses = ['open', 'doing', 'done', 'skipped', 'failed'] as const;
export const StepStatus = z.enum(stepStatuses);
export type StepStatus = z.infer<typeof StepStatus>;

/** Id in the runbook's file, or for an added step that of the command that added it. */
export const StepId = z.string().min(1).max(64);

/** Why a step was skipped or failed. */
export const StepReason = z.string().trim().min(1).max(limits.reasonLength);
export const StepText = z.string().trim().min(1).max(limits.stepTextLength);
export const StepAnswer = z.string().min(1).max(60);

/** What became of a step's commands that the hub gave to the team's automation. */
export const RunOutcome = z.enum(['succeeded', 'failed', 'unknown']);
export type RunOutcome = z.infer<typeof RunOutcome>;

export const StepRun = z.object({
  /** Id of the command that asked for it. */
  runId: z.uuid(),
  /** Which of the step's `parts`, from 0. */
  part: z.int().min(0),
  hook: z.string().max(limits.nameLength),
  startedAt: Instant,
  startedBy: Id,
  finishedAt: Instant.nullable(),
  /** Null while it runs. */
  outcome: RunOutcome.nullable(),
  httpStatus: z.int().nullable(),
  durationMs: z.int().nullable(),
  /** What the automation answered, cut; or what went wrong, in words. */
  output: z.string().max(limits.runOutputLength).nullable(),
});
export type StepRun = z.infer<typeof StepRun>;

export const StepComment = z.object({
  seq: Seq,
  at: Instant,
  personId: Id,
  text: z.string().min(1).max(limits.commentLength),
});
export type StepComment = z.infer<typeof StepComment>;

/** What people did with a step. A step that nobody touched has none. */
export const StepState = z.object({
  status: StepStatus,
  /** Who brought it there, and when; null while `open` from the start. */
  statusBy: Id.nullable(),
  statusAt: Instant.nullable(),
  /** For `skipped` and `failed`. */
  reason: z.string().nullable(),
  answer: z.string().nullable(),
  assigneeId: Id.nullable(),
  /** When it is to be done: as somebody set it, or from its expected minutes once it was begun. */
  dueAt: Instant.nullable(),
  /** Since when its people know that it is overdue. */
  overdueAt: Instant.nullable(),
  /** In order of `seq`. */
  comments: z.array(StepComment),
  /** The newest last, at most `limits.runsPerStep`. */
  runs: z.array(StepRun),
});
export type StepState = z.infer<typeof StepState>;

export const AddedStep = z.object({
  stepId: StepId,
  text: z.string(),
  role: Side.nullable(),
  isCritical: z.boolean(),
  addedBy: Id,
  addedAt: Instant,
});
export type AddedStep = z.infer<typeof AddedStep>;

/** A step, with all below it, stands after another one and beside it; null: before all others. */
export const Placement = z.object({ stepId: StepId, after: StepId.nullable() });
export type Placement = z.infer<typeof Placement>;

/**
 * An incident's own copy of a runbook, as what people did with it; `checklistItems` lays it over the
 * runbook. A checklist without a runbook is the incident's list of added steps, and has its id.
 */
export const Checklist = z.object({
  id: Id,
  incidentId: Id,
  runbook: RunbookReference.nullable(),
  attachedAt: Instant,
  attachedBy: Actor,
  /** Why it was chosen, for people. */
  reasons: z.array(z.string()),
  /** It was the wrong one; what was done in it stays. */
  detachedAt: Instant.nullable(),
  added: z.array(AddedStep),
  /** In the order in which steps were added and moved; to be carried out in this order. */
  placements: z.array(Placement),
  steps: z.record(StepId, StepState),
});
export type Checklist = z.infer<typeof Checklist>;

/** Of all checklists of an incident that are attached; steps whose condition does not hold do not count. */
export const ChecklistProgress = z.object({
  total: z.int().min(0),
  /** Done, skipped or failed. */
  settled: z.int().min(0),
  failed: z.int().min(0),
});
export type ChecklistProgress = z.infer<typeof ChecklistProgress>;
