import { flushSync } from 'svelte';
import type { TocsinApi } from '../../../../main/ipc/contract.ts';
import type { RoomView } from '../../../../main/ipc/room-views.ts';
import type { RoomEntry } from '../../../../server/protocol/room.ts';
import { RoomState } from '../../room-state.svelte.ts';

/** The other side of a room window, as tests play it. */
export class FakeMain {
  readonly asked: [string, unknown][] = [];
  /** What is answered, by channel; an error is thrown. */
  readonly answers: Record<string, unknown> = {};
  readonly #listeners = new Map<string, (payload: unknown) => void>();

  readonly tocsin = {
    platform: 'linux',
    request: (channel: string, payload: unknown) => {
      this.asked.push([channel, payload]);
      const answer = this.answers[channel];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    on: (channel: string, listener: (payload: unknown) => void) => {
      this.#listeners.set(channel, listener);
      return () => undefined;
    },
  } as unknown as TocsinApi;

  readonly room = new RoomState(this.tocsin);

  show(change: Partial<RoomView>): void {
    this.push('room:view', { ...emptyView, ...change });
  }

  say(entries: readonly RoomEntry[], isReset = false): void {
    this.push('room:entries', { incidentId: 'one', isReset, entries });
  }

  push(channel: string, payload: unknown): void {
    this.#listeners.get(channel)?.(payload);
    flushSync();
  }

  askedOf(channel: string): unknown[] {
    return this.asked.filter(([one]) => one === channel).map(([, payload]) => payload);
  }
}

const people = ['ana', 'bo', 'me'].map((id) => ({
  id,
  name: id === 'me' ? 'Raj Patel' : `${id.charAt(0).toUpperCase()}${id.slice(1)} Kovač`,
  initials: id.slice(0, 2).toUpperCase(),
  isMe: id === 'me',
  side: id === 'me' ? ('sre' as const) : ('developer' as const),
}));

const emptyView = {
  me: { id: 'me', name: 'Raj Patel', side: 'sre' },
  link: { state: 'online' },
  incidentId: 'one',
  incident: {
    severity: 'error',
    seats: { developer: { side: 'developer' }, sre: { side: 'sre' } },
  },
  alerts: [],
  history: 'complete',
  people,
  here: [],
  reads: {},
  pending: [],
  localAttachments: {},
  teams: [],
  owningTeamId: null,
  hooks: [],
  stopgapGraceMs: 0,
  soughtTab: null,
  sought: null,
  clockSkewMs: 0,
} as unknown as RoomView;
