import { limits } from '../../../../server/protocol/limits.ts';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import { clock } from '../../../design/clock.svelte.ts';
import { untilChoices, type UntilChoice } from '../../../design/until.ts';
import { personName } from '../../room-names.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import {
  askedAgain,
  isInstall,
  isOfStopgap,
  isVerdict,
  sortedStopgaps,
  type PendingStopgap,
} from './stopgap-commands.ts';

export type AnswerKind = 'undo' | 'extend' | 'ask-permanence' | 'decline-permanence';

/** What is being written at a stopgap. */
export interface AnswerForm {
  stopgapId: string;
  kind: AnswerKind;
}

/** What a room's stopgaps show, and what is answered for them. */
export class StopgapsState {
  readonly room: RoomState;
  form = $state.raw<AnswerForm | null>(null);
  /** What was written into the form so far. */
  text = $state('');
  /** Until when the form extends it; null while no time is chosen that can be taken. */
  until = $state<string | null>(null);
  /** The stopgaps that were answered for are shown; null: while nothing else is to be seen. */
  showsAnswered = $state<boolean | null>(null);

  #sorted = $derived.by(() => sortedStopgaps(this.room.work?.stopgaps ?? []));
  #pending: readonly PendingStopgap[] = $derived.by(() =>
    (this.room.view?.pending ?? []).filter(isOfStopgap),
  );
  /** Those that the hub does not have yet, or did not take. */
  installs = $derived.by(() => {
    const known = this.room.work?.stopgaps ?? [];
    return this.#pending
      .filter(isInstall)
      .filter((install) => known.every(({ id }) => id !== install.id));
  });

  constructor(room: RoomState) {
    this.room = room;
  }

  get open(): readonly Stopgap[] {
    return this.#sorted.open;
  }

  get answered(): readonly Stopgap[] {
    return this.#sorted.answered;
  }

  get side(): 'developer' | 'sre' | undefined {
    return this.room.view?.me?.side;
  }

  readonly nameOf = (personId: string): string =>
    personName(personId, this.room.view?.people ?? []);

  /** What was asked for a stopgap and is on its way. */
  waitingOf({ id }: Stopgap): PendingStopgap[] {
    return this.#of(id).filter((one) => !isVerdict(one));
  }

  /** What was asked for it and came to nothing. */
  verdictsOf({ id }: Stopgap): PendingStopgap[] {
    return this.#of(id).filter(isVerdict);
  }

  openForm({ id: stopgapId }: Stopgap, kind: AnswerKind): void {
    this.text = '';
    this.until = null;
    this.form = { stopgapId, kind };
  }

  closeForm(): void {
    this.form = null;
  }

  /** Until when it can be extended; the first is what is meant unless somebody says otherwise. */
  extensionChoices({ expiresAt, team }: Stopgap): UntilChoice[] {
    const { view } = this.room;
    return untilChoices({
      nowMs: clock.nowMs,
      teams: view?.teams ?? [],
      owningTeamId: team?.id ?? view?.owningTeamId ?? null,
      graceMs: view?.stopgapGraceMs ?? 0,
      minutes: [24 * 60, 7 * 24 * 60],
      afterMs: Date.parse(expiresAt),
      mostMs: limits.stopgapLifetimeMs,
    });
  }

  /** Gives the answer that the form holds; false when something is missing. */
  submit(stopgap: Stopgap): boolean {
    const { form, until, room } = this;
    const text = this.text.trim();
    if (form === null) return false;
    const of = { incidentId: room.incidentId, stopgapId: stopgap.id };
    if (form.kind === 'undo') {
      void room.do({ type: 'stopgap.undo', ...of, note: text === '' ? null : text });
    } else if (text === '') {
      return false;
    } else if (form.kind === 'extend') {
      if (until === null) return false;
      const from = stopgap.expiresAt;
      void room.do({ type: 'stopgap.extend', ...of, from, until, reason: text });
    } else {
      void room.do({ type: `stopgap.${form.kind}`, ...of, reason: text });
    }
    this.form = null;
    return true;
  }

  confirm({ id: stopgapId }: Stopgap): void {
    const { incidentId } = this.room;
    void this.room.do({ type: 'stopgap.confirm-permanence', incidentId, stopgapId });
  }

  dismiss({ id: commandId }: PendingStopgap): void {
    void this.room.ask('room:dismiss', { commandId });
  }

  canTryAgain({ command }: PendingStopgap, stopgap: Stopgap): boolean {
    return askedAgain(command, stopgap) !== null;
  }

  tryAgain(one: PendingStopgap, stopgap: Stopgap): void {
    const command = askedAgain(one.command, stopgap);
    if (command === null) return;
    this.dismiss(one);
    void this.room.do(command);
  }

  copy(text: string): void {
    void this.room.ask('clipboard:write', { text });
  }

  #of(stopgapId: string): PendingStopgap[] {
    return this.#pending.filter(
      ({ command }) => 'stopgapId' in command && command.stopgapId === stopgapId,
    );
  }
}
