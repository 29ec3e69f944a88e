import type { RoomPerson } from '../../../../main/ipc/room-views.ts';
import type { Checklist } from '../../../../server/protocol/checklist.ts';
import { checklistItems } from '../../../../server/protocol/checklist-items.ts';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import { clock } from '../../../design/clock.svelte.ts';
import { noKeys, toggled } from '../../conversation/list/lookups.ts';
import { personName } from '../../room-names.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import {
  baseOf,
  isChecklistCommand,
  isVerdict,
  namesOf,
  notTold,
  overlaid,
  stepKeyOf,
  verdictsByStep,
  waitingSteps,
  type ChecklistCommand,
  type Echo,
  type PendingWork,
} from './overlay.ts';
import { rowsOf, SameRows, type ListView, type Row, type StepView } from './step-rows.ts';
import type { StepNames } from './step-words.ts';

export type FormKind = 'skip' | 'fail' | 'assign' | 'comment' | 'due';

/** What is being written at a step. It lives here, as rows out of sight are taken down. */
export interface StepForm {
  key: string;
  kind: FormKind;
}

/** What a room's checklists show, and where the reader is in them. */
export class ChecklistState {
  readonly room: RoomState;
  /** The step that the keyboard is on; null before it was on any. */
  activeKey = $state<string | null>(null);
  /** Steps of which all is shown. */
  opened = $state.raw<ReadonlySet<string>>(noKeys);
  /** Checklists of which only the head is shown. */
  folded = $state.raw<ReadonlySet<string>>(noKeys);
  form = $state.raw<StepForm | null>(null);
  /** What was written into the form so far. */
  draft = $state('');
  adding = $state.raw<{ checklistId: string; after: string | null } | null>(null);
  isAttaching = $state(false);
  /** What the next press of R, or click, runs: a step's key and which of its parts. */
  armed = $state.raw<{ key: string; part: number } | null>(null);
  /** The checklist that the next click detaches. */
  detaching = $state<string | null>(null);
  /** Asked for here a moment ago, and not in the room's view yet. */
  echoes = $state.raw<readonly Echo[]>([]);
  /** What changed by itself, to be read out. */
  news = $state('');
  readonly #same = new SameRows();

  /** Text, so that views that change nothing of it make nothing anew. */
  #pendingText: string = $derived.by(() => {
    const told = (this.room.view?.pending ?? []).filter(({ command }) =>
      isChecklistCommand(command),
    );
    const echoes = this.echoes.filter(({ command, base }) => this.baseOf(command) === base);
    return JSON.stringify([...told, ...notTold(echoes, told)]);
  });
  pending = $derived(JSON.parse(this.#pendingText) as PendingWork[]);
  myId: string = $derived.by(() => this.room.view?.me?.id ?? '');
  people: readonly RoomPerson[] = $derived.by(() => this.room.view?.people ?? []);
  hooks: ReadonlySet<string> = $derived.by(() => namesOf(this.room.view?.hooks ?? []));

  /** All that are or were attached, with what waits laid over them. */
  lists: readonly Checklist[] = $derived.by(() =>
    overlaid(this.room.work?.checklists ?? [], this.pending, this.myId),
  );
  attached: readonly Checklist[] = $derived(
    this.lists.filter(({ detachedAt }) => detachedAt === null),
  );
  rows: readonly Row[] = $derived.by(() =>
    this.#same.of(
      rowsOf({
        checklists: this.lists,
        runbooks: this.room.runbooks,
        missing: this.room.work?.missingRunbooks ?? [],
        waiting: waitingSteps(this.pending),
        verdicts: this.#verdicts,
        folded: this.folded,
        adding: this.adding,
      }),
    ),
  );
  steps: readonly StepView[] = $derived(
    this.rows.flatMap((row) => (row.kind === 'step' ? [row.step] : [])),
  );
  /** Where the focus goes when it comes: what is not settled yet, before all. */
  active: StepView | null = $derived.by(() => {
    const known = this.steps.find(({ key }) => key === this.activeKey);
    if (known !== undefined) return known;
    const next = this.steps.find(
      ({ state }) => state.status === 'open' || state.status === 'doing',
    );
    return next ?? this.steps[0] ?? null;
  });
  /** Steps that say what was asked for and came to nothing, which may be out of sight. */
  disappointing: readonly StepView[] = $derived(
    this.steps.filter(({ verdicts }) => verdicts.length > 0),
  );
  /** What was asked for and came to nothing, and is not said at a step. */
  otherVerdicts: readonly PendingWork[] = $derived.by(() => {
    const shown = namesOf(this.steps.map(({ key }) => key));
    return this.pending.filter((one) => isVerdict(one) && !shown.has(stepKeyOf(one) ?? ''));
  });
  /** Runbooks that will be attached once the hub says so. */
  attaching: readonly PendingWork[] = $derived(
    this.pending.filter((one) => !isVerdict(one) && one.command.type === 'checklist.attach'),
  );
  #verdicts = $derived.by(() => verdictsByStep(this.pending));

  constructor(room: RoomState) {
    this.room = room;
  }

  /** Names and times as of now; ticks for who reads it. */
  get names(): StepNames {
    return {
      person: (id) => this.nameOf(id),
      nowMs: clock.nowMs,
    };
  }

  nameOf(personId: string): string {
    return personName(personId, this.people);
  }

  stepOf(key: string): StepView | null {
    return this.steps.find((step) => step.key === key) ?? null;
  }

  /** The stopgap that was installed from a step, and is open. */
  stopgapOf(step: Pick<StepView, 'checklistId' | 'stepId'>): Stopgap | null {
    const isIt = ({ state, step: from }: Stopgap) =>
      state === 'open' && from?.checklistId === step.checklistId && from.stepId === step.stepId;
    return this.room.work?.stopgaps.find(isIt) ?? null;
  }

  /** The step that something was asked for, as a sentence names it, though it is not shown. */
  nameOfStep({ command }: PendingWork): string {
    const stepId = 'stepId' in command ? command.stepId : null;
    for (const { id, runbook, ...list } of this.lists) {
      if (!('checklistId' in command) || command.checklistId !== id) continue;
      const content = runbook && (this.room.runbooks.get(runbook.hash) ?? null);
      const items = checklistItems({ id, runbook, ...list }, content);
      const item = items.find((one) => one.stepId === stepId);
      if (item !== undefined) return `“${item.step?.text ?? item.added?.text ?? ''}”`;
    }
    return 'a step';
  }

  listOf(checklistId: string): ListView | null {
    for (const row of this.rows) {
      if (row.kind === 'head' && row.list.id === checklistId) return row.list;
    }
    return null;
  }

  /** What the hub last told of that which a command is about. */
  baseOf(command: ChecklistCommand): string {
    return baseOf(command, this.room.work?.checklists ?? []);
  }

  toggleOpened(key: string): void {
    this.opened = toggled(this.opened, key);
  }

  toggleFolded(checklistId: string): void {
    this.folded = toggled(this.folded, checklistId);
  }

  openForm(key: string, kind: FormKind): void {
    this.draft = '';
    this.form = { key, kind };
  }

  closeForm(): void {
    this.form = null;
  }

  /** Whether it is for the reader: given to them, or to nobody and for their side. */
  isMine({ role, state }: StepView): boolean {
    if (state.assigneeId !== null) return state.assigneeId === this.myId;
    return role !== null && role === this.room.view?.me?.side;
  }
}
