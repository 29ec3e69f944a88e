import type {
  Checklist,
  ChecklistProgress,
  StepState,
} from '../../../../server/protocol/checklist.ts';
import { checklistItems, type ChecklistItem } from '../../../../server/protocol/checklist-items.ts';
import type { Side } from '../../../../server/protocol/identity.ts';
import type { Runbook, RunbookPart } from '../../../../server/protocol/runbook.ts';
import { keyOf, type PendingWork, type Waits } from './overlay.ts';

/** A step as its row shows it. */
export interface StepView {
  key: string;
  checklistId: string;
  stepId: string;
  /** A step at the left margin has depth 1. */
  depth: number;
  /** Line of the heading under which it stands; 0 under none. */
  section: number;
  /** Markdown. */
  text: string;
  role: Side | null;
  expectedMinutes: number | null;
  isCritical: boolean;
  answers: readonly string[] | null;
  /** How what it puts in place is undone. */
  undo: string | null;
  parts: readonly RunbookPart[];
  /** Who added it to the checklist; null when the runbook has it. */
  addedBy: string | null;
  state: StepState;
  waits: Waits | null;
  /** What was asked for it and came to nothing. */
  verdicts: readonly PendingWork[];
  /** Among the steps that are shown, from 1. */
  position: number;
  count: number;
}

export interface ListProgress extends ChecklistProgress {
  done: number;
  skipped: number;
}

/** A checklist as its head shows it. */
export interface ListView {
  id: string;
  /** Null for the list of added steps. */
  title: string | null;
  hash: string | null;
  path: string | null;
  reasons: readonly string[];
  attachedAt: string;
  /** Null: by the hub. */
  attachedBy: string | null;
  progress: ListProgress;
  isFolded: boolean;
  /** Of its steps; the rows say it themselves when they are there. */
  content: 'here' | 'loading' | 'unavailable';
}

/** What stands in the list, from top to bottom. */
export type Row =
  | { kind: 'head'; key: string; list: ListView }
  | { kind: 'section'; key: string; title: string | null; parts: readonly RunbookPart[] }
  | { kind: 'step'; key: string; step: StepView }
  | { kind: 'note'; key: string; words: 'loading' | 'unavailable' | 'empty' }
  | { kind: 'add'; key: string };

export interface Sources {
  /** With what waits laid over it. */
  checklists: readonly Checklist[];
  runbooks: ReadonlyMap<string, Runbook>;
  missing: readonly string[];
  waiting: ReadonlyMap<string, Waits>;
  verdicts: ReadonlyMap<string, readonly PendingWork[]>;
  folded: ReadonlySet<string>;
  /** Where the form for a new step stands; null while there is none. */
  adding: { checklistId: string; after: string | null } | null;
}

/** All rows of a room's checklists. Those that were detached are gone. */
export function rowsOf(sources: Sources): Row[] {
  const rows = sources.checklists
    .filter(({ detachedAt }) => detachedAt === null)
    .flatMap((checklist) => rowsOfList(checklist, sources));
  const { adding } = sources;
  if (adding === null) return rows;
  const { checklistId, after } = adding;
  const key = after === null ? headKey(checklistId) : keyOf(checklistId, after);
  const at = rows.findIndex((row) => row.key === key);
  return rows.toSpliced(at === -1 ? rows.length : endOf(rows, at), 0, { kind: 'add', key: 'add' });
}

/** Where the row after this one stands, and after what is below it. */
function endOf(rows: readonly Row[], at: number): number {
  const row = rows[at];
  if (row?.kind !== 'step') return at + 1;
  const { depth } = row.step;
  const next = rows.findIndex(
    (other, index) => index > at && !(other.kind === 'step' && other.step.depth > depth),
  );
  return next === -1 ? rows.length : next;
}

function headKey(checklistId: string): string {
  return `head ${checklistId}`;
}

function rowsOfList(checklist: Checklist, sources: Sources): Row[] {
  const { id, runbook: reference } = checklist;
  const runbook = reference && (sources.runbooks.get(reference.hash) ?? null);
  const isHere = reference === null || runbook !== null;
  const items = isHere
    ? checklistItems(checklist, runbook).filter(({ isHidden }) => !isHidden)
    : [];
  const isMissing = reference !== null && sources.missing.includes(reference.hash);
  const content = isHere ? 'here' : isMissing ? 'unavailable' : 'loading';
  const isFolded = sources.folded.has(id);
  const head: Row = {
    kind: 'head',
    key: headKey(id),
    list: { ...listView(checklist, items), isFolded, content },
  };
  if (isFolded) return [head];
  if (content !== 'here') return [head, { kind: 'note', key: `note ${id}`, words: content }];
  const steps = items.map((item, index) =>
    stepRow(item, id, { position: index + 1, count: items.length }, sources),
  );
  return [head, ...withSections(id, items, steps, runbook)];
}

/** Under the headings of the runbook. One under which nothing is shown is left out. */
function withSections(
  id: string,
  items: readonly ChecklistItem[],
  steps: readonly Row[],
  runbook: Runbook | null,
): Row[] {
  const bySection = new Map<ChecklistItem['section'], Row[]>();
  items.forEach(({ section }, index) => {
    const row = steps[index];
    if (row) bySection.set(section, [...(bySection.get(section) ?? []), row]);
  });
  const rows = [...(bySection.get(null) ?? [])];
  runbook?.sections.forEach((section, index) => {
    const below = bySection.get(section) ?? [];
    const { title, parts } = section;
    const isSaid = parts.length > 0 || (title !== null && below.length > 0);
    if (isSaid) rows.push({ kind: 'section', key: `section ${id} ${index}`, title, parts });
    rows.push(...below);
  });
  return rows.length > 0 ? rows : [{ kind: 'note', key: `note ${id}`, words: 'empty' }];
}

function stepRow(
  { stepId, depth, section, step, added, state }: ChecklistItem,
  checklistId: string,
  place: { position: number; count: number },
  { waiting, verdicts }: Sources,
): Row {
  const key = keyOf(checklistId, stepId);
  return {
    kind: 'step',
    key,
    step: {
      ...{ key, checklistId, stepId, depth, state },
      section: section?.line ?? 0,
      text: step?.text ?? added?.text ?? '',
      role: step?.role ?? added?.role ?? null,
      expectedMinutes: step?.expectedMinutes ?? null,
      isCritical: step?.critical ?? added?.isCritical ?? false,
      answers: step?.answers ?? null,
      undo: step?.stopgap?.undo ?? null,
      parts: step?.parts ?? [],
      addedBy: added?.addedBy ?? null,
      waits: waiting.get(key) ?? null,
      verdicts: verdicts.get(key) ?? [],
      ...place,
    },
  };
}

function listView(
  { id, runbook, reasons, attachedAt, attachedBy }: Checklist,
  items: readonly ChecklistItem[],
): Omit<ListView, 'isFolded' | 'content'> {
  const count = (status: StepState['status']) =>
    items.filter(({ state }) => state.status === status).length;
  const [done, skipped, failed] = [count('done'), count('skipped'), count('failed')];
  return {
    id,
    title: runbook?.title ?? null,
    hash: runbook?.hash ?? null,
    path: runbook?.path ?? null,
    reasons,
    attachedAt,
    attachedBy: attachedBy.kind === 'person' ? attachedBy.personId : null,
    progress: { total: items.length, settled: done + skipped + failed, done, skipped, failed },
  };
}

/** The rows with every one that says the same as before kept as it was, so that it is not drawn anew. */
export class SameRows {
  #known = new Map<string, { said: string; row: Row; parts: unknown }>();

  of(rows: readonly Row[]): Row[] {
    const known = new Map<string, { said: string; row: Row; parts: unknown }>();
    const kept = rows.map((row) => {
      const parts = partsOf(row);
      const said = JSON.stringify(row, (name, value: unknown) =>
        name === 'parts' ? undefined : value,
      );
      const before = this.#known.get(row.key);
      const same = before?.said === said && before.parts === parts ? before : { said, row, parts };
      known.set(row.key, same);
      return same.row;
    });
    this.#known = known;
    return kept;
  }
}

/** They belong to one version of a runbook, and never change. */
function partsOf(row: Row): unknown {
  if (row.kind === 'step') return row.step.parts;
  return row.kind === 'section' ? row.parts : null;
}
