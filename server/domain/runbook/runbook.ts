import type { Side } from '../../protocol/identity.ts';

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

/** One version of a runbook, as its file says. */
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
