import type { HandoffView } from '../../../../main/ipc/duty-views.ts';
import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import type { StepView } from '../checklist/step-rows.ts';
import {
  draftFrom,
  keepDraft,
  readDraft,
  type HandoffDraft,
  type HandoffField,
} from './handoff-draft.ts';

/** What of the room the hand-off is drafted from, as it is now. */
interface HandoffRoom {
  status: string | null;
  steps: readonly StepView[];
}

/** A room's hand-off packet, and what is written of it here. */
export class HandoffState {
  readonly room: RoomState;
  /** Null while nothing was written here that the room does not say. */
  draft = $state.raw<HandoffDraft | null>(null);
  /** It was to be given without saying what hurts. */
  isMissing = $state(false);
  readonly #store: Storage;
  readonly #sources: () => HandoffRoom;
  #readFor = '';

  handoff: HandoffView | null = $derived.by(() => this.room.view?.incident?.handoff ?? null);
  #pending: readonly PendingCommand[] = $derived.by(() =>
    (this.room.view?.pending ?? []).filter(({ command }) => command.type === 'handoff.give'),
  );
  waiting = $derived(this.#pending.filter((one) => !isVerdict(one)));
  verdicts = $derived(this.#pending.filter(isVerdict));
  /** What is not settled: it is handed over with the packet. */
  openSteps: readonly StepView[] = $derived.by(() =>
    this.#sources().steps.filter(
      ({ state }) => state.status === 'open' || state.status === 'doing',
    ),
  );
  openStopgaps: readonly Stopgap[] = $derived.by(() =>
    (this.room.work?.stopgaps ?? []).filter(({ state }) => state === 'open'),
  );
  /** What stands in the fields. */
  content: HandoffDraft = $derived.by(() => this.draft ?? this.#suggested());

  constructor(room: RoomState, store: Storage, sources: () => HandoffRoom) {
    this.room = room;
    this.#store = store;
    this.#sources = sources;
  }

  /** Takes up what was begun before. Once the incident is known. */
  restore(): void {
    const { incidentId } = this.room;
    if (incidentId === '' || this.#readFor === incidentId) return;
    this.#readFor = incidentId;
    this.draft = readDraft(this.#store, incidentId);
  }

  write(field: HandoffField, text: string): void {
    this.isMissing = false;
    this.#keep({ ...this.content, [field]: text });
  }

  /** Forgets what was written here: the room drafts it again. */
  discard(): void {
    this.#keep(null);
  }

  /** False when it does not say what is needed. */
  give(): boolean {
    if (this.waiting.length > 0) return true;
    const impact = this.content.impact.trim();
    this.isMissing = impact === '';
    if (this.isMissing) return false;
    for (const verdict of this.verdicts) this.dismiss(verdict);
    const tried = this.content.tried.trim();
    const questions = this.content.questions.trim();
    // It stays here until the hub has it.
    this.#keep({ impact, tried, questions });
    const { incidentId } = this.room;
    void this.room.do({ type: 'handoff.give', incidentId, impact, tried, questions });
    return true;
  }

  dismiss({ id: commandId }: PendingCommand): void {
    void this.room.ask('room:dismiss', { commandId });
  }

  tryAgain({ id: commandId }: PendingCommand): void {
    void this.room.ask('room:retry', { commandId });
  }

  /** Once it is given, nothing is kept of what was written. */
  settle(): void {
    if (this.handoff?.given && this.draft !== null) this.#keep(null);
  }

  #suggested(): HandoffDraft {
    const { status, steps } = this.#sources();
    const title = this.room.view?.incident?.title ?? '';
    return draftFrom({ status, title, steps, stopgaps: this.room.work?.stopgaps ?? [] });
  }

  #keep(draft: HandoffDraft | null): void {
    this.draft = draft;
    keepDraft(this.#store, this.room.incidentId, draft);
  }
}

function isVerdict({ state }: PendingCommand): boolean {
  return state === 'refused' || state === 'superseded';
}
