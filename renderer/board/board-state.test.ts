import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { BoardView } from '../../main/ipc/views.ts';
import { alerts, incident } from '../gallery/incidents.ts';
import { iHaveIt } from '../gallery/people.ts';
import { boardScenes } from '../gallery/scenes/board.ts';
import { BoardState } from './board-state.svelte.ts';

const base: BoardView = {
  ...(boardScenes.several as BoardView),
  open: [incident(1), incident(2), incident(3)],
  recent: [incident(4, { status: 'resolved', callsMe: false })],
  selected: null,
};
const showing = (number: number): Partial<BoardView> => ({
  selected: { incident: incident(number), alerts },
});

let asked: unknown[][];
let show: (change?: Partial<BoardView>) => void;
let answer: () => Promise<unknown>;

function open(change: Partial<BoardView> = {}): BoardState {
  const tocsin = {
    platform: 'linux',
    request: (...request: unknown[]) => {
      asked.push(request);
      return answer();
    },
    on: (_channel: string, listener: (view: BoardView) => void) => {
      show = (next = {}) => listener({ ...base, ...next });
      show(change);
      return () => undefined;
    },
  } as unknown as TocsinApi;
  return new BoardState(tocsin);
}

beforeEach(() => {
  asked = [];
  answer = () => Promise.resolve();
  return () => vi.useRealTimers();
});

describe('the board', () => {
  it('selects the worst open incident when nothing is selected', () => {
    const board = open();
    expect(board.selected?.number).toBe(1);
    expect(board.alerts).toBeNull();
    expect(asked).toEqual([['board:select', { incidentId: 'incident-1' }]]);
    show(showing(1));
    expect(board.alerts).toEqual(alerts);
    expect(asked).toHaveLength(1);
  });

  it('stays calm when nothing is open', () => {
    const board = open({ open: [] });
    expect(board.selected).toBeNull();
    expect(asked).toEqual([]);
  });

  it('moves through open and recent incidents, and stops at the ends', () => {
    const board = open(showing(1));
    const visited = [1, 1, 1, 1, -1].map((step) => {
      board.do({ kind: 'move', step });
      return board.selected?.number;
    });
    expect(visited).toEqual([2, 3, 4, 4, 3]);
    board.do({ kind: 'move', step: -Infinity });
    expect(board.selected?.number).toBe(1);
    board.do({ kind: 'move', step: Infinity });
    expect(board.selected?.number).toBe(4);
  });

  it('shows the whole of an incident that was opened elsewhere', () => {
    const board = open(showing(1));
    show(showing(3));
    expect(board.selected?.number).toBe(3);
    expect(board.alerts).toEqual(alerts);
  });

  it('answers for the selected incident, by its own side only when that would do something', () => {
    const board = open(showing(2));
    board.do({ kind: 'unacknowledge' });
    expect(asked).toEqual([]);
    board.do({ kind: 'acknowledge' });
    expect(asked).toEqual([['incident:acknowledge', { incidentId: 'incident-2' }]]);
    const mine = incident(2, { seats: iHaveIt, status: 'acknowledged', callsMe: false });
    show({ open: [mine], selected: { incident: mine, alerts } });
    board.do({ kind: 'acknowledge' });
    board.do({ kind: 'silence' });
    expect(asked).toHaveLength(1);
    board.do({ kind: 'unacknowledge' });
    expect(asked[1]).toEqual(['incident:unacknowledge', { incidentId: 'incident-2' }]);
  });

  it('opens the room of the selected incident, or of the one that is named', () => {
    const board = open(showing(2));
    board.do({ kind: 'open' });
    board.openRoom('incident-3');
    expect(asked).toEqual([
      ['incident:open', { incidentId: 'incident-2' }],
      ['incident:open', { incidentId: 'incident-3' }],
    ]);
  });

  it('does not send a command again while it is under way, and does after a refusal', () => {
    const pending = { command: 'acknowledge', message: null } as const;
    const sending = incident(1, { pending: { ...pending, state: 'waiting-for-link' } });
    const board = open({ open: [sending], selected: { incident: sending, alerts } });
    board.do({ kind: 'acknowledge' });
    expect(asked).toEqual([]);
    const refused = incident(1, { pending: { ...pending, state: 'refused' } });
    show({ open: [refused], selected: { incident: refused, alerts } });
    board.do({ kind: 'acknowledge' });
    expect(asked).toHaveLength(1);
  });

  it('shows the stopgaps that are open, instead of asking for what the hub would refuse', () => {
    const board = open({ open: [incident(1, { openStopgaps: 1 })] });
    board.do({ kind: 'resolve' });
    expect(board.isArmed).toBe(false);
    expect(asked.at(-1)).toEqual(['incident:open', { incidentId: 'incident-1', tab: 'stopgaps' }]);
  });

  it('shows an incident again when the reader chooses one', () => {
    const board = open();
    board.pane = 'cards';
    board.do({ kind: 'move', step: 1 });
    expect(board.pane).toBe('incident');
  });

  it('resolves when asked twice for the same incident, within four seconds', () => {
    vi.useFakeTimers();
    const board = open(showing(1));
    board.do({ kind: 'resolve' });
    expect(board.isArmed).toBe(true);
    board.do({ kind: 'move', step: 1 });
    expect(board.isArmed).toBe(false);
    board.do({ kind: 'resolve' });
    vi.advanceTimersByTime(4_100);
    board.do({ kind: 'resolve' });
    expect(asked.filter(([channel]) => channel === 'incident:resolve')).toEqual([]);
    board.do({ kind: 'resolve' });
    expect(asked.at(-1)).toEqual(['incident:resolve', { incidentId: 'incident-2' }]);
  });

  it('says why a request came to nothing, until the next one', async () => {
    const board = open(showing(1));
    answer = () =>
      Promise.reject(new Error("Error invoking remote method 'x': TocsinError: Too late."));
    board.do({ kind: 'acknowledge' });
    await vi.waitFor(() => expect(board.failure).toBe('Too late.'));
    answer = () => Promise.resolve();
    board.testAlarm();
    expect(board.failure).toBeNull();
  });

  it('tells a refused link from an opened one', async () => {
    const board = open(showing(1));
    answer = () => Promise.resolve('opened');
    expect(await board.openLink('https://wiki.example/')).toBe(true);
    answer = () => Promise.resolve('refused');
    expect(await board.openLink('file:///etc/passwd')).toBe(false);
    answer = () => Promise.reject(new Error('gone'));
    expect(await board.openLink('https://wiki.example/')).toBe(false);
  });
});
