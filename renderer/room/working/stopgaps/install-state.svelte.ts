import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { workErrors } from '../../../../server/protocol/errors/work-errors.ts';
import { limits } from '../../../../server/protocol/limits.ts';
import { clock } from '../../../design/clock.svelte.ts';
import { untilChoices, type UntilChoice } from '../../../design/until.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import type { StopgapDraft } from '../stopgap-draft.ts';
import { isVerdict } from './stopgap-commands.ts';

export type InstallField = 'what' | 'undo' | 'probe' | 'until';

const lengths = [60, 4 * 60, 24 * 60];
/** Without a team that opens some time, the hub lets a stopgap last for a day. */
const dayId = `${24 * 60} min`;

/** What is written into the dialog for a new stopgap. It stays until it is installed. */
export class InstallState {
  readonly room: RoomState;
  what = $state('');
  undo = $state('');
  probe = $state('');
  /** Empty: whoever has the developer seat, or the whole team. */
  ownerId = $state('');
  /** Null while no time is chosen that can be taken. */
  until = $state<string | null>(null);
  choices = $state.raw<readonly UntilChoice[]>([]);
  isOpen = $state(false);
  /** What is missing, by field. */
  problems = $state.raw<Partial<Record<InstallField, string>>>({});
  #step: StopgapDraft['step'] = null;
  #defaultAt: string | null = null;
  /** The command that the hub has not answered yet, or has refused. */
  #sentId = $state<string | null>(null);

  #sent: PendingCommand | null = $derived.by(
    () => this.room.view?.pending.find(({ id }) => id === this.#sentId) ?? null,
  );
  /** What the hub has against it; null when it said nothing. */
  verdict: string | null = $derived(
    this.#sent !== null && isVerdict(this.#sent)
      ? (this.#sent.verdict ?? 'The hub refused it and did not say why.')
      : null,
  );
  isSending: boolean = $derived(this.#sentId !== null && this.verdict === null);
  /** It is in place, or will be once the link is back. */
  isTaken: boolean = $derived.by(
    () =>
      this.#sent?.state === 'waiting-for-link' ||
      this.room.work?.stopgaps.some(({ id }) => id === this.#sentId) === true,
  );
  /** The field that the verdict is about; null when it is about none, or all. */
  verdictField: InstallField | null = $derived.by(() => {
    if (this.verdict?.startsWith(workErrors.probe_not_allowed.message) === true) return 'probe';
    const isExpiry = this.verdict?.startsWith(workErrors.stopgap_expiry_invalid.message) === true;
    return isExpiry ? 'until' : null;
  });

  constructor(room: RoomState) {
    this.room = room;
  }

  /** Opens the dialog. What was begun before stays, unless it begins with something else. */
  begin(draft: StopgapDraft): void {
    const isOther = draft.what !== '' || draft.undo !== '' || draft.step !== null;
    if (isOther || this.what === '') {
      this.what = draft.what;
      this.undo = draft.undo;
      this.#step = draft.step;
      this.probe = '';
      this.ownerId = '';
      this.#sentId = null;
    }
    this.#takeRefused(draft.refused ?? null);
    this.#offerTimes();
    this.problems = {};
    this.isOpen = true;
  }

  /** What was missing there is being written. */
  corrected(field: InstallField): void {
    const { [field]: _solved, ...others } = this.problems;
    this.problems = others;
  }

  async submit(): Promise<void> {
    if (this.isSending) return;
    this.problems = this.#findProblems();
    if (Object.keys(this.problems).length > 0) return;
    const refusedId = this.verdict === null ? null : this.#sentId;
    const { incidentId } = this.room;
    const probe = this.probe.trim();
    const asked = await this.room.ask('room:do', {
      command: {
        ...{ type: 'stopgap.install', incidentId, step: this.#step },
        ...{ what: this.what.trim(), undo: this.undo.trim() },
        probeUrl: probe === '' ? null : probe,
        ownerId: this.ownerId === '' ? null : this.ownerId,
        // The hub knows best when a team opens.
        expiresAt: this.until === this.#defaultAt ? null : this.until,
      },
    });
    if (refusedId !== null) void this.room.ask('room:dismiss', { commandId: refusedId });
    this.#sentId = asked?.answer.commandId ?? null;
  }

  /** Once it is taken: nothing of it is to come up again. */
  finish(): void {
    this.isOpen = false;
    this.what = '';
    this.undo = '';
    this.#step = null;
    this.#sentId = null;
  }

  #takeRefused(refused: PendingCommand | null): void {
    if (refused?.command.type !== 'stopgap.install') return;
    this.probe = refused.command.probeUrl ?? '';
    this.ownerId = refused.command.ownerId ?? '';
    this.#sentId = refused.id;
  }

  #offerTimes(): void {
    const { view } = this.room;
    const nowMs = clock.nowMs;
    const { teams = [], owningTeamId = null, stopgapGraceMs: graceMs = 0 } = view ?? {};
    const mostMs = limits.stopgapLifetimeMs;
    this.choices = untilChoices({ nowMs, teams, owningTeamId, graceMs, minutes: lengths, mostMs });
    const opens = teams.some(({ id, opensAt }) => id === owningTeamId && opensAt !== null);
    const usual = opens ? this.choices[0] : this.choices.find(({ id }) => id === dayId);
    this.#defaultAt = usual?.at ?? null;
    this.until = this.#defaultAt;
  }

  #findProblems(): Partial<Record<InstallField, string>> {
    const probe = this.probe.trim();
    return {
      ...(this.what.trim() === '' ? { what: 'Say what was done.' } : {}),
      ...(this.what.trim().length > limits.stopgapTextLength
        ? { what: `Too long: ${limits.stopgapTextLength} letters at most.` }
        : {}),
      ...(this.undo.trim() === ''
        ? { undo: 'Say exactly how it is undone: somebody else may have to, half asleep.' }
        : {}),
      ...(probe === '' || isHttp(probe)
        ? {}
        : { probe: 'Write an address that begins with http:// or https://, or leave it empty.' }),
      ...(this.until === null ? { until: 'Choose until when it may stay.' } : {}),
    };
  }
}

function isHttp(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
