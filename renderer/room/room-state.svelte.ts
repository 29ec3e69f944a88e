import type { RequestChannel, RequestOf, TocsinApi } from '../../main/ipc/contract.ts';
import type { RoomContextPush, RoomEntriesPush, RoomView } from '../../main/ipc/room-views.ts';
import type { RoomWorkPush, WorkTab } from '../../main/ipc/work-views.ts';
import type { Command } from '../../server/protocol/commands.ts';
import type { RoomEntry } from '../../server/protocol/room.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { noRunbooks, withRunbook } from './known-runbooks.ts';
import { mergeEntries } from './merge-entries.ts';
import type { StopgapDraft } from './working/stopgap-draft.ts';

/** What a room window shows, and what can be done there. */
export class RoomState {
  view = $state.raw<RoomView | null>(null);
  /** In order of `seq`. */
  entries = $state.raw<readonly RoomEntry[]>([]);
  context = $state.raw<RoomContextPush | null>(null);
  work = $state.raw<RoomWorkPush | null>(null);
  /** Versions of runbooks that checklists of this room are copies of, by hash. */
  runbooks = $state.raw(noRunbooks);
  /** Why the last request came to nothing; null when it did not. */
  failure = $state<string | null>(null);
  /** The place that the reader wants to see, until the conversation has gone there. */
  wanted = $state.raw<{ seq: number } | null>(null);
  /** What of the working side the reader wants to see, until it has gone there. */
  wantedTab = $state.raw<WorkTab | null>(null);
  /** What of the working side is in sight; null while it is folded away. */
  shownTab = $state.raw<WorkTab | null>(null);
  /** What the dialog for a new stopgap is to begin with, until it has been opened. */
  wantedStopgap = $state.raw<StopgapDraft | null>(null);
  /** The dialog that lets the other side sleep is to open, until it has. */
  wantedStandDown = $state.raw<{ reason: string } | null>(null);
  readonly tocsin: TocsinApi;

  constructor(tocsin: TocsinApi) {
    this.tocsin = tocsin;
    tocsin.on('room:view', (view) => this.#takeView(view));
    tocsin.on('room:entries', (push) => this.#takeEntries(push));
    tocsin.on('room:context', (push) => {
      this.context = push;
    });
    tocsin.on('room:work', (push) => {
      this.work = push;
    });
    tocsin.on('room:runbook', ({ hash, runbook }) => {
      this.runbooks = withRunbook(this.runbooks, hash, runbook);
    });
  }

  get incidentId(): string {
    return this.view?.incidentId ?? '';
  }

  /** Brings an entry into sight. */
  goTo(seq: number): void {
    this.wanted = { seq };
  }

  /** Asks the hub for something; false when this laptop could not even take it. */
  async do(command: Command): Promise<boolean> {
    return (await this.ask('room:do', { command })) !== null;
  }

  /** Sends a request; null when it failed, and then `failure` says why. */
  async ask<C extends RequestChannel>(
    channel: C,
    ...payload: RequestOf<C> extends void ? [] : [RequestOf<C>]
  ) {
    this.failure = null;
    try {
      return { answer: await this.tocsin.request(channel, ...payload) };
    } catch (fault) {
      this.failure = failureInWords(fault);
      return null;
    }
  }

  #takeView(view: RoomView): void {
    const { sought, soughtTab } = view;
    if (sought !== null && sought.count !== this.view?.sought?.count) this.goTo(sought.seq);
    if (soughtTab !== null && soughtTab.count !== this.view?.soughtTab?.count) {
      this.wantedTab = soughtTab.tab;
    }
    this.view = view;
  }

  #takeEntries({ isReset, entries }: RoomEntriesPush): void {
    this.entries = mergeEntries(isReset ? [] : this.entries, entries);
  }
}
