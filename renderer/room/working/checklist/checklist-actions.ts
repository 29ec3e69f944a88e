import type { Side } from '../../../../server/protocol/identity.ts';
import type { ChecklistState } from './checklist-state.svelte.ts';
import { moveOf } from './moves.ts';
import type { ChecklistCommand, Echo, PendingWork } from './overlay.ts';
import type { StepView } from './step-rows.ts';

/** By then the room's view says itself that a command which was taken waits. */
const echoMs = 500;
/** What is run or detached is asked for twice within this time. */
const armedMs = 4_000;

export interface NewStep {
  text: string;
  role: Side | null;
  isCritical: boolean;
}

/** What a reader asks of the hub about checklists. */
export class ChecklistActions {
  readonly #checklist: ChecklistState;
  #disarm: ReturnType<typeof setTimeout> | undefined;
  #echoCount = 0;

  constructor(checklist: ChecklistState) {
    this.#checklist = checklist;
  }

  /** Done, or not done after all. False for a step that waits for an answer. */
  tick(step: StepView): boolean {
    const { status } = step.state;
    const isToDo = status === 'open' || status === 'doing';
    if (isToDo && step.answers !== null) return false;
    this.#set(step, isToDo ? 'done' : 'open');
    return true;
  }

  answer(step: StepView, answer: string): void {
    if (step.state.status === 'done' && step.state.answer === answer) return;
    this.#set(step, 'done', { answer });
  }

  /** Begins it, or gives it back. */
  doing(step: StepView): void {
    const { status, statusBy } = step.state;
    const isMine = status === 'doing' && statusBy === this.#checklist.myId;
    this.#set(step, isMine ? 'open' : 'doing');
  }

  reopen(step: StepView): void {
    this.#set(step, 'open');
  }

  settle(step: StepView, status: 'skipped' | 'failed', reason: string): void {
    this.#set(step, status, { reason });
  }

  assign(step: StepView, personId: string | null): void {
    void this.#ask({ type: 'step.assign', ...this.#of(step), personId }, true);
  }

  setDue(step: StepView, dueAt: string | null): void {
    void this.#ask({ type: 'step.set-due', ...this.#of(step), dueAt }, true);
  }

  comment(step: StepView, text: string): void {
    void this.#ask({ type: 'step.comment', ...this.#of(step), text });
  }

  /** False when it stands at the end of its group. */
  move(step: StepView, by: 1 | -1): boolean {
    const move = moveOf(this.#checklist.steps, step.key, by);
    if (move === null) return false;
    void this.#ask({ type: 'step.move', ...this.#of(step), ...move }, true);
    return true;
  }

  /** Which of a step's parts the hub can run: those whose hook its config names. */
  runnable({ parts }: StepView): number[] {
    const { hooks } = this.#checklist;
    return parts.flatMap((part, index) =>
      part.kind === 'commands' && part.hook !== null && hooks.has(part.hook) ? [index] : [],
    );
  }

  /** The first press asks whether it is meant; the second runs it. */
  run(step: StepView, part: number): void {
    const isRunning = step.state.runs.some((run) => run.part === part && run.outcome === null);
    if (isRunning || !this.runnable(step).includes(part)) return;
    const { armed } = this.#checklist;
    const isSure = armed?.key === step.key && armed.part === part;
    this.#arm(() => (this.#checklist.armed = isSure ? null : { key: step.key, part }));
    if (isSure) void this.#ask({ type: 'step.run', ...this.#of(step), part });
  }

  /** Opens the form for a new step: after the one that the keyboard is on, else at the end. */
  beginStep(after: StepView | null): void {
    const { attached, room, steps } = this.#checklist;
    const checklistId = after?.checklistId ?? attached.at(-1)?.id ?? room.incidentId;
    const last = steps.findLast((step) => step.checklistId === checklistId && step.depth === 1);
    this.#checklist.adding = { checklistId, after: (after ?? last)?.stepId ?? null };
  }

  /** The new step's key; null when this laptop could not take it. */
  async add({ text, role, isCritical }: NewStep): Promise<string | null> {
    const { adding, room } = this.#checklist;
    if (adding === null) return null;
    const { incidentId } = room;
    const id = await this.#ask({ type: 'step.add', incidentId, ...adding, text, role, isCritical });
    return id === null ? null : `${adding.checklistId}/${id}`;
  }

  attach(hash: string): void {
    const { incidentId } = this.#checklist.room;
    void this.#ask({ type: 'checklist.attach', incidentId, hash });
  }

  /** The first click asks whether it is meant. */
  detach(checklistId: string): void {
    const isSure = this.#checklist.detaching === checklistId;
    this.#arm(() => (this.#checklist.detaching = isSure ? null : checklistId));
    if (!isSure) return;
    const { incidentId } = this.#checklist.room;
    void this.#ask({ type: 'checklist.detach', incidentId, checklistId });
  }

  dismiss({ id }: PendingWork): void {
    void this.#checklist.room.ask('room:dismiss', { commandId: id });
  }

  /** Asks again for what came to nothing, seen as it is now. */
  tryAgain(one: PendingWork): void {
    if (one.state === 'refused' && one.command.type !== 'step.set') {
      void this.#checklist.room.ask('room:retry', { commandId: one.id });
      return;
    }
    this.dismiss(one);
    const { command } = one;
    if (command.type !== 'step.set') return void this.#ask(command);
    const step = this.#checklist.stepOf(`${command.checklistId}/${command.stepId}`);
    void this.#ask({ ...command, from: step?.state.status ?? command.from }, true);
  }

  copy(text: string): void {
    void this.#checklist.room.ask('clipboard:write', { text });
  }

  #set(
    step: StepView,
    status: StepView['state']['status'],
    { reason = null, answer = null }: { reason?: string | null; answer?: string | null } = {},
  ): void {
    const { status: from } = step.state;
    void this.#ask({ type: 'step.set', ...this.#of(step), from, status, reason, answer }, true);
  }

  #of({ checklistId, stepId }: StepView) {
    return { incidentId: this.#checklist.room.incidentId, checklistId, stepId };
  }

  #arm(change: () => void): void {
    clearTimeout(this.#disarm);
    this.#checklist.armed = null;
    this.#checklist.detaching = null;
    change();
    this.#disarm = setTimeout(() => {
      this.#checklist.armed = null;
      this.#checklist.detaching = null;
    }, armedMs);
  }

  /** Id of the command; null when this laptop could not take it. Shown at once where that doubles nothing. */
  async #ask(command: ChecklistCommand, isShownAtOnce = false): Promise<string | null> {
    const checklist = this.#checklist;
    this.#echoCount += 1;
    const echo: Echo = {
      ...{ id: `echo-${this.#echoCount}`, command, requestedAt: new Date().toISOString() },
      ...{ state: 'sending', verdict: null, base: checklist.baseOf(command) },
    };
    if (isShownAtOnce) checklist.echoes = [...checklist.echoes, echo];
    const asked = await checklist.room.ask('room:do', { command });
    const id = asked?.answer.commandId ?? null;
    if (isShownAtOnce) {
      // From here on it gives way to what the room's view says of it.
      const taken = id === null ? null : { ...echo, id };
      this.#replaceEcho(echo, taken);
      if (taken) setTimeout(() => this.#replaceEcho(taken, null), echoMs);
    }
    return id;
  }

  #replaceEcho(echo: Echo, other: Echo | null): void {
    const checklist = this.#checklist;
    checklist.echoes = checklist.echoes.flatMap((one) => (one === echo ? (other ?? []) : one));
  }
}
