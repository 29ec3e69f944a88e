import type { RoomContextPush, RoomView } from '../ipc/room-views.ts';
import type { RoomRunbookPush, RoomWorkPush } from '../ipc/work-views.ts';
import type { PayloadOf } from '../ipc/contract.ts';
import type { RoomChannel } from '../pager/ports.ts';
import type { RoomEntry } from '../../server/protocol/room.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';

/** A room's window as far as a test can see it: what was shown there, merged as the page does. */
export class RoomWindow {
  view: RoomView | null = null;
  context: RoomContextPush | null = null;
  work: RoomWorkPush | null = null;
  readonly runbooks = new Map<string, Runbook>();
  readonly #entries = new Map<number, RoomEntry>();

  /** In order of `seq`. */
  get entries(): RoomEntry[] {
    return [...this.#entries.values()].sort((a, b) => a.seq - b.seq);
  }

  /** What people said, in order; what was deleted is not there. */
  get texts(): string[] {
    return this.entries.flatMap((entry) =>
      entry.kind === 'message' && entry.deletedAt === null ? [entry.text] : [],
    );
  }

  /** Commands of this room that wait or came to nothing: `message.post waiting-for-link`. */
  get pending(): string[] {
    return (this.view?.pending ?? []).map(({ command, state }) => `${command.type} ${state}`);
  }

  take<C extends RoomChannel>(channel: C, payload: PayloadOf<C>): void {
    if (channel === 'room:view') this.view = payload as RoomView;
    else if (channel === 'room:context') this.context = payload as RoomContextPush;
    else if (channel === 'room:work') this.work = payload as RoomWorkPush;
    else if (channel === 'room:runbook') {
      const { hash, runbook } = payload as RoomRunbookPush;
      if (this.runbooks.has(hash)) throw new Error('a runbook was told twice');
      this.runbooks.set(hash, runbook);
    } else {
      const { isReset, entries } = payload as PayloadOf<'room:entries'>;
      if (isReset) this.#entries.clear();
      for (const entry of entries) this.#entries.set(entry.seq, entry);
    }
  }
}
