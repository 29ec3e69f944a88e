import type { SeatView } from '../../../main/ipc/views.ts';
import type { Side } from '../../../server/protocol/identity.ts';
import type { ExportFormat } from '../../../server/protocol/room-api.ts';
import type { Severity } from '../../../server/protocol/severity.ts';
import { clock } from '../../design/clock.svelte.ts';
import type { RoomState } from '../room-state.svelte.ts';
import {
  commandTypes,
  isOpen,
  isUnderWay,
  offerOfSnooze,
  offersOf,
  type Offer,
  type RoomAction,
} from './offers.ts';

/**
 * A resolve ends the incident for both sides, and who declines leaves it to others: both are asked for
 * twice within this time.
 */
const armedMs = 4_000;

/** What the header of a room does about its incident. */
export class RoomActions {
  /** What the same key does when it is pressed again. */
  armed = $state<'resolve' | 'decline' | null>(null);
  isSnoozeOpen = $state(false);
  /** The dialog is open that lets the other side sleep. */
  isStandDownOpen = $state(false);
  /** What that dialog begins with. */
  standDownReason = $state('');
  isSeverityOpen = $state(false);
  isPagingOpen = $state(false);
  /** The dialog is open that asks why it was noise. */
  isNoiseOpen = $state(false);
  /** How the last export went, in words; null when there is nothing to say. */
  exported = $state<string | null>(null);
  #disarm: ReturnType<typeof setTimeout> | undefined;
  readonly #room: RoomState;

  constructor(room: RoomState) {
    this.#room = room;
  }

  /** Null while nothing is known of the incident. */
  get offers(): Record<RoomAction, Offer> | null {
    const { view } = this.#room;
    if (!view?.incident) return null;
    return offersOf(view.incident, view.pending, clock.nowMs);
  }

  /** What is answered for before the incident can be resolved. */
  get openStopgaps(): number {
    return this.#room.view?.incident?.openStopgaps ?? 0;
  }

  do(action: RoomAction): void {
    if (this.offers?.[action] !== 'on') return;
    if (action === 'resolve' && this.openStopgaps > 0) {
      this.#room.wantedTab = 'stopgaps';
      return;
    }
    if ((action === 'resolve' || action === 'decline') && !this.#isSure(action)) return;
    const { incidentId } = this.#room;
    void this.#room.do({ type: commandTypes[action], incidentId });
  }

  setSeverity(severity: Severity): void {
    const { view, incidentId } = this.#room;
    const from = view?.incident?.severity;
    if (from === undefined || from === severity) return;
    void this.#room.do({ type: 'incident.set-severity', incidentId, from, severity });
  }

  /** Only while there is a menu to open. */
  openSeverity(): void {
    if (this.offers?.resolve !== 'hidden') this.isSeverityOpen = this.offers !== null;
  }

  openPaging(): void {
    if (this.offers?.resolve !== 'hidden') this.isPagingOpen = this.offers !== null;
  }

  page(personId: string): void {
    void this.#room.do({ type: 'person.page', incidentId: this.#room.incidentId, personId });
  }

  /** Null: it was none after all. */
  markNoise(reason: string | null): void {
    void this.#room.do({ type: 'incident.mark-noise', incidentId: this.#room.incidentId, reason });
  }

  async export(format: ExportFormat): Promise<void> {
    this.exported = null;
    const { incidentId } = this.#room;
    const asked = await this.#room.ask('room:export', { incidentId, format });
    if (asked?.answer === 'saved') this.exported = 'The export is saved.';
    if (asked?.answer === 'unavailable') {
      this.exported =
        'The hub cannot be asked for the export now. Try again when the link is back.';
    }
  }

  showOnBoard(): void {
    void this.#room.ask('incident:show-on-board', { incidentId: this.#room.incidentId });
  }

  get snoozeOffer(): Offer {
    const { view } = this.#room;
    return view?.incident ? offerOfSnooze(view.incident, view.pending) : 'hidden';
  }

  openSnooze(): void {
    this.isSnoozeOpen = this.snoozeOffer === 'on';
  }

  /** Has, or takes, the seat and is asked again then. */
  snooze(until: string): void {
    void this.#room.do({ type: 'incident.snooze', incidentId: this.#room.incidentId, until });
  }

  /** The seat that the reader may let sleep; null when there is none. */
  get seatToStandDown(): SeatView | null {
    const { view } = this.#room;
    const seats = view?.incident?.seats;
    if (!view || !seats || isUnderWay(view.pending, 'seat.stand-down')) return null;
    return [seats.developer, seats.sre].find(({ mayStandDown }) => mayStandDown) ?? null;
  }

  openStandDown(reason = ''): void {
    if (this.seatToStandDown === null) return;
    this.standDownReason = reason;
    this.isStandDownOpen = true;
  }

  standDown(until: string, reason: string): void {
    const { incidentId } = this.#room;
    void this.#room.do({ type: 'seat.stand-down', incidentId, until, reason });
    this.isStandDownOpen = false;
  }

  isCallingBack(side: Side): boolean {
    return (this.#room.view?.pending ?? []).some(
      ({ command, state }) =>
        command.type === 'seat.call-back' && command.side === side && isOpen(state),
    );
  }

  callBack(side: Side): void {
    if (this.isCallingBack(side)) return;
    void this.#room.do({ type: 'seat.call-back', incidentId: this.#room.incidentId, side });
  }

  /** True the second time within a while. */
  #isSure(action: 'resolve' | 'decline'): boolean {
    clearTimeout(this.#disarm);
    const wasArmed = this.armed === action;
    this.armed = wasArmed ? null : action;
    if (!wasArmed) this.#disarm = setTimeout(() => (this.armed = null), armedMs);
    return wasArmed;
  }
}
