import type { Clock } from '../clock.ts';
import type { KnownContext, RoomChange } from '../hub/room-knowledge.ts';
import type { RoomView } from '../ipc/room-views.ts';
import type { WindowsPort } from '../pager/ports.ts';
import { EntryFeed } from './entry-feed.ts';
import type { Knowledge } from './knowledge.ts';
import { RoomViews } from './room-view.ts';
import type { Rows } from './rows.ts';
import { WorkFeed } from './work-feed.ts';

export interface RoomPublisherOptions {
  clock: Clock;
  windows: Pick<WindowsPort, 'openRooms' | 'pushToRoom'>;
  knowledge(): Knowledge;
  rows: Rows;
}

interface Shown {
  feed: EntryFeed;
  work: WorkFeed;
  view: RoomView | null;
  context: KnownContext | null;
}

/** Shows to the windows of rooms what is known of theirs. Nothing goes to a page that does not listen yet. */
export class RoomPublisher {
  readonly #options: RoomPublisherOptions;
  readonly #views: RoomViews;
  readonly #shown = new Map<string, Shown>();

  constructor(options: RoomPublisherOptions) {
    this.#options = options;
    this.#views = new RoomViews(options.rows);
  }

  /** The page of a room listens, for the first time or made anew: it is told everything. */
  ready(incidentId: string): void {
    const { clock, windows, knowledge } = this.#options;
    this.forget(incidentId);
    const feed = new EntryFeed({
      clock,
      incidentId,
      entries: () => knowledge().rooms.of(incidentId)?.log.entries ?? [],
      push: (push) => windows.pushToRoom(incidentId, 'room:entries', push),
    });
    const work = new WorkFeed({
      ...{ clock, incidentId, knowledge },
      push: (channel, payload) => windows.pushToRoom(incidentId, channel, payload),
    });
    const shown: Shown = { feed, work, view: null, context: null };
    this.#shown.set(incidentId, shown);
    this.#show(incidentId, shown, knowledge());
    feed.begin();
  }

  /** What was said or done in a room goes out at once, ahead of the views. */
  changed(change: RoomChange): void {
    const { incidentId, isWork } = change;
    const shown = this.#shown.get(incidentId);
    if (!shown) return;
    shown.feed.changed(change);
    if (!isWork) return;
    shown.work.changed();
    // What waited here would show beside what came of it.
    if (shown.view !== null && shown.view.pending.length > 0) {
      this.#showView(incidentId, shown, this.#options.knowledge());
    }
  }

  /** Shows what has changed since it was last shown. */
  publish(known: Knowledge): void {
    const open = new Set(this.#options.windows.openRooms());
    for (const [incidentId, shown] of this.#shown) {
      if (open.has(incidentId)) this.#show(incidentId, shown, known);
      else this.forget(incidentId);
    }
  }

  forget(incidentId: string): void {
    const shown = this.#shown.get(incidentId);
    shown?.feed.stop();
    shown?.work.stop();
    this.#shown.delete(incidentId);
  }

  stop(): void {
    for (const incidentId of this.#shown.keys()) this.forget(incidentId);
  }

  #show(incidentId: string, shown: Shown, known: Knowledge): void {
    this.#showView(incidentId, shown, known);
    shown.work.show(known);
    const { windows } = this.#options;
    const context = known.rooms.contextOf(incidentId);
    const isSame = shown.context?.items === context.items && shown.context.state === context.state;
    if (isSame) return;
    shown.context = context;
    const { items, state } = context;
    windows.pushToRoom(incidentId, 'room:context', { incidentId, items: [...items], state });
  }

  #showView(incidentId: string, shown: Shown, known: Knowledge): void {
    const view = this.#views.of(incidentId, known);
    if (shown.view !== null && isSameView(shown.view, view)) return;
    shown.view = view;
    this.#options.windows.pushToRoom(incidentId, 'room:view', view);
  }
}

/** Many things change that a room does not show; drawing it anew for them would cost its reader. */
function isSameView(a: RoomView, b: RoomView): boolean {
  return (
    a.incident === b.incident &&
    a.people === b.people &&
    a.alerts.length === b.alerts.length &&
    a.alerts.every((alert, index) => alert === b.alerts[index]) &&
    JSON.stringify(restOf(a)) === JSON.stringify(restOf(b))
  );
}

/** The small parts, which are made anew each time. */
function restOf({ incident: _row, people: _people, alerts: _alerts, ...rest }: RoomView): object {
  return rest;
}
