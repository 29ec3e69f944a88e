import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { swapEndsMs } from '../domain/oncall/swap-end.ts';
import type { DutyEnd } from '../domain/records.ts';
import type { Override, Swap } from '../protocol/oncall.ts';
import type { DueTable } from './due-table.ts';
import { OverrideTable } from './override-table.ts';
import { ShiftTable } from './shift-table.ts';
import type { Statements } from './statements.ts';
import { SubscriptionTable } from './subscription-table.ts';
import { SwapTable } from './swap-table.ts';
import type { Tables } from './tables.ts';

/** The subject of the look at all rotas; no rota can have this id. */
export const allRotas = '*';

/** The only subject of the look for gaps. */
export const allGaps = 'all';

/**
 * Overrides and swaps as they are now, what was said of shifts and gaps, and subscriptions; with the
 * times at which shifts, swaps and gaps are to be looked at.
 */
export class RotaTables {
  readonly #due: DueTable;
  readonly #overrides: OverrideTable;
  readonly #swaps: SwapTable;
  readonly shifts: ShiftTable;
  readonly subscriptions: SubscriptionTable;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.#due = due;
    this.#overrides = new OverrideTable(db, statements);
    this.#swaps = new SwapTable(db, statements);
    this.shifts = new ShiftTable(db, statements);
    this.subscriptions = new SubscriptionTable(db, statements);
  }

  /**
   * Those that are not over yet, in the order in which they were added, a few that have just ended
   * among them. The same array while nothing changes.
   */
  overrides(): readonly Override[] {
    return this.#overrides.current();
  }

  /** Those that touch a span, which may be long past, in the order in which they were added. */
  overridesBetween(fromMs: number, untilMs: number): Override[] {
    return this.#overrides.between(fromMs, untilMs);
  }

  /** Undefined when it was removed. */
  override(overrideId: string): Override | undefined {
    return this.#overrides.find(overrideId);
  }

  /** The same array while nothing changes. */
  openSwaps(): readonly Swap[] {
    return this.#swaps.open();
  }

  swap(swapId: string): Swap | undefined {
    return this.#swaps.find(swapId);
  }

  /** Who removed an override or answered a swap, and when. */
  dutyEnd(id: string): DutyEnd | undefined {
    return this.#overrides.removalOf(id) ?? this.#swaps.answerOf(id);
  }

  project(event: JournalEvent): void {
    switch (event.type) {
      case 'override.added':
        this.#overrides.add(event.seq, event.override);
        this.#lookAt(event.override.rotaId, event.at);
        return;
      case 'override.removed': {
        const { at, actor, overrideId } = event;
        const override = this.override(overrideId);
        this.#overrides.remove(overrideId, { at, actor });
        if (override) this.#lookAt(override.rotaId, at);
        return;
      }
      case 'swap.changed':
        this.#putSwap(event.seq, event.swap, event);
        return;
      case 'shift.turned':
        this.shifts.putAnnounced(event.rotaId, { personIds: event.personIds, awaited: [] });
        if (event.until === null) this.#due.remove('shift.turn', event.rotaId);
        else this.#due.put('shift.turn', event.rotaId, Date.parse(event.until));
        return;
      case 'look.put-off':
        this.#putOff(event);
        return;
      // Without rotas there is nothing to look at; their first look is the hub's own when it starts.
      case 'person.enrolled':
        if (this.shifts.hasRotas()) this.#lookAt(allRotas, event.at);
        return;
      case 'person.unreachable':
      case 'person.reachable':
        this.#due.put('coverage.look', allGaps, Date.parse(event.at));
        return;
      case 'subscription.made':
        this.subscriptions.add(event);
        return;
      case 'subscription.revoked':
        this.subscriptions.remove(event.tokenHash);
        return;
      default:
    }
  }

  /** After a job or a transaction that was lost, and before a rebuild. */
  forget(): void {
    this.#overrides.forget();
    this.#swaps.forget();
  }

  /** Who is on call in a rota may be others from now on, and so may the gaps. */
  #lookAt(rotaId: string, at: string): void {
    this.#due.put('shift.turn', rotaId, Date.parse(at));
    this.#due.put('coverage.look', allGaps, Date.parse(at));
  }

  #putSwap(seq: number, swap: Swap, by: DutyEnd): void {
    this.#swaps.put(seq, swap, { at: by.at, actor: by.actor });
    if (swap.state === 'asked') this.#due.put('swap.expiry', swap.id, swapEndsMs(swap));
    else this.#due.remove('swap.expiry', swap.id);
  }

  #putOff(event: Extract<JournalEvent, { type: 'look.put-off' }>): void {
    const { kind, subject, until, personIds, awaited = [], warned, at } = event;
    if (kind !== 'shift.turn' && kind !== 'coverage.look') return;
    this.#due.put(kind, subject, Date.parse(until));
    if (personIds) this.shifts.putAnnounced(subject, { personIds, awaited });
    if (warned) this.shifts.putWarned(warned);
    this.#overrides.forgetOver(at);
  }
}
