export type { Runbook, RunbookPart, RunbookStep, StepCondition } from '../../protocol/runbook.ts';

/** Bounds of a runbook. What is beyond them nobody could carry out, or read. */
export const runbookLimits = {
  fileBytes: 1024 * 1024,
  steps: 1_000,
  /** A step at the left margin has depth 1. */
  depth: 4,
  /** Characters of the first line of a step, its attributes included. */
  lineLength: 2_000,
  titleLength: 200,
  idLength: 60,
  /** Errors that are told, and as many warnings. */
  problems: 500,
  answers: 20,
  answerLength: 60,
  undoLength: 1_000,
  /** A day. */
  expectedMinutes: 1_440,
} as const;
