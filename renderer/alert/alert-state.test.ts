import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { AlertWindowView } from '../../main/ipc/views.ts';
import { incident } from '../gallery/incidents.ts';
import { drill, failedUnheard } from '../gallery/drills.ts';
import { askedAgain, asleep, iHaveIt } from '../gallery/people.ts';
import { alertScenes } from '../gallery/scenes/alert.ts';
import { AlertState } from './alert-state.svelte.ts';

const base = alertScenes.critical as AlertWindowView;
const mine = { callsMe: false, status: 'acknowledged', seats: iHaveIt } as const;

let asked: unknown[][];
let show: (view: AlertWindowView) => void;
let answer: () => Promise<void>;

function open(...incidents: AlertWindowView['incidents']): AlertState {
  const tocsin = {
    platform: 'linux',
    request: (...request: unknown[]) => {
      asked.push(request);
      return answer();
    },
    on: (_channel: string, listener: typeof show) => {
      show = listener;
      listener({ ...base, incidents });
      return () => undefined;
    },
  } as unknown as TocsinApi;
  return new AlertState(tocsin);
}

beforeEach(() => {
  asked = [];
  answer = () => Promise.resolve();
  return () => vi.useRealTimers();
});

describe('the alert window', () => {
  it('selects the worst until the reader chooses', () => {
    const page = open(incident(1), incident(2));
    expect(page.selected?.number).toBe(1);
    show({ ...base, incidents: [incident(3), incident(1), incident(2)] });
    expect(page.selected?.number).toBe(3);
    page.do({ kind: 'move', step: 1 });
    show({ ...base, incidents: [incident(4), incident(3), incident(1), incident(2)] });
    expect(page.selected?.number).toBe(1);
    show({ ...base, incidents: [incident(2)] });
    expect(page.selected?.number).toBe(2);
  });

  it('keeps what was answered in sight, and answers nothing that was not read', () => {
    const page = open(incident(1), incident(2));
    page.do({ kind: 'acknowledge' });
    expect(asked).toEqual([['incident:acknowledge', { incidentId: 'incident-1' }]]);
    show({ ...base, incidents: [incident(2), incident(1, mine)] });
    expect(page.selected?.number).toBe(1);
    page.do({ kind: 'acknowledge' });
    expect(asked).toHaveLength(1);
    expect(page.selected?.number).toBe(2);
    page.do({ kind: 'acknowledge' });
    expect(asked[1]).toEqual(['incident:acknowledge', { incidentId: 'incident-2' }]);
  });

  it('shows what rings anew rather than what was answered before, and lets it be read', () => {
    vi.useFakeTimers();
    const page = open(incident(1));
    page.do({ kind: 'acknowledge' });
    show({ ...base, incidents: [incident(1, mine)] });
    show({ ...base, incidents: [incident(2), incident(1, mine)] });
    expect(page.selected?.number).toBe(2);
    page.do({ kind: 'acknowledge' });
    expect(asked).toHaveLength(1);
    expect(page.failure).toContain('press again');
    vi.advanceTimersByTime(800);
    page.do({ kind: 'acknowledge' });
    expect(asked[1]).toEqual(['incident:acknowledge', { incidentId: 'incident-2' }]);
    expect(page.failure).toBeNull();
  });

  it('keeps what the reader reads while it still rings', () => {
    const page = open(incident(1), incident(2));
    page.choose('incident-2');
    show({ ...base, incidents: [incident(1), incident(2), incident(3)] });
    expect(page.selected?.number).toBe(2);
  });

  it('goes on by itself to what still rings', () => {
    vi.useFakeTimers();
    const page = open(incident(1), incident(2));
    page.do({ kind: 'acknowledge' });
    show({ ...base, incidents: [incident(2), incident(1, mine)] });
    vi.advanceTimersByTime(9_000);
    expect(page.selected?.number).toBe(1);
    vi.advanceTimersByTime(1_500);
    expect(page.selected?.number).toBe(2);
  });

  it('mutes with S when the lost link alone is loud, and silences only what calls', () => {
    const page = open(incident(1, mine));
    page.do({ kind: 'silence' });
    expect(asked).toEqual([]);
    const link = { ...base.link, state: 'cut-off' } as const;
    const loudness = { level: 'siren', incidentId: null, reason: 'Cut off' } as const;
    show({ ...base, link, loudness, incidents: [incident(1, mine)] });
    page.do({ kind: 'silence' });
    expect(asked).toEqual([['settings:mute', { minutes: 30 }]]);
  });

  it('does not send an acknowledgement twice while the first is under way', () => {
    const pending = { command: 'acknowledge', message: null } as const;
    const page = open(incident(1, { pending: { ...pending, state: 'sending' } }));
    page.do({ kind: 'acknowledge' });
    expect(asked).toEqual([]);
    show({ ...base, incidents: [incident(1, { pending: { ...pending, state: 'refused' } })] });
    page.do({ kind: 'acknowledge' });
    expect(asked).toHaveLength(1);
  });

  it('shows the stopgaps that are open, instead of asking for what the hub would refuse', () => {
    const page = open(incident(1, { ...mine, openStopgaps: 2 }));
    page.do({ kind: 'resolve' });
    expect(page.armed).toBeNull();
    expect(asked).toEqual([['incident:open', { incidentId: 'incident-1', tab: 'stopgaps' }]]);
  });

  it('resolves only when it is asked twice, for the same incident, within four seconds', () => {
    vi.useFakeTimers();
    const page = open(incident(1), incident(2));
    page.do({ kind: 'resolve' });
    page.do({ kind: 'move', step: 1 });
    page.do({ kind: 'resolve' });
    vi.advanceTimersByTime(4_100);
    page.do({ kind: 'resolve' });
    expect(asked).toEqual([]);
    expect(page.armed).toBe('resolve');
    page.do({ kind: 'resolve' });
    expect(asked).toEqual([['incident:resolve', { incidentId: 'incident-2' }]]);
    expect(page.armed).toBeNull();
  });

  it('declines only when it is asked twice, for what calls the reader, and then offers it again', () => {
    vi.useFakeTimers();
    const page = open(incident(1), incident(2));
    page.do({ kind: 'decline' });
    expect(page.armed).toBe('decline');
    page.do({ kind: 'resolve' });
    expect(page.armed).toBe('resolve');
    page.do({ kind: 'decline' });
    vi.advanceTimersByTime(4_100);
    page.do({ kind: 'decline' });
    expect(asked).toEqual([]);
    page.do({ kind: 'decline' });
    expect(asked).toEqual([['incident:decline', { incidentId: 'incident-1' }]]);
    show({ ...base, incidents: [incident(1, { callsMe: false })] });
    expect([page.canDecline, page.answer?.text]).toEqual([false, 'I have it after all']);
    page.do({ kind: 'decline' });
    expect(page.armed).toBeNull();
  });

  it('snoozes what the reader has or is called for, and nothing else', () => {
    const page = open(incident(1));
    page.do({ kind: 'snooze' });
    expect(page.isSnoozeOpen).toBe(true);
    page.snooze('2026-11-23T04:00:00.000Z');
    const request = { incidentId: 'incident-1', until: '2026-11-23T04:00:00.000Z' };
    expect(asked).toEqual([['incident:snooze', request]]);
    show({ ...base, incidents: [incident(1, mine)] });
    expect(page.canSnooze).toBe(true);
    show({ ...base, incidents: [incident(1, { ...mine, seats: asleep, status: 'resolved' })] });
    expect(page.canSnooze).toBe(false);
    page.snooze('2026-11-23T05:00:00.000Z');
    expect(asked).toHaveLength(1);
  });

  it('asks whoever had it whether they still have', () => {
    const page = open(incident(1, { seats: askedAgain }));
    expect(page.answer).toEqual({ kind: 'acknowledge', text: 'Still on it' });
  });

  it('shows a drill until something rings for real, or its outcome was read', () => {
    const page = open();
    show({ ...base, incidents: [], drill: drill() });
    page.confirmDrill();
    expect(asked).toEqual([['drill:confirm', { drillId: 'drill-1' }]]);
    show({ ...base, incidents: [incident(1)], drill: drill() });
    expect(page.drill).toBeNull();
    page.confirmDrill();
    expect(asked).toHaveLength(1);
    show({ ...base, incidents: [incident(1, mine)], drill: failedUnheard });
    expect(page.drill?.state).toBe('failed');
    page.confirmDrill();
    page.startDrill();
    expect(asked[1]).toEqual(['drill:start']);
    page.closeDrill();
    expect(page.drill).toBeNull();
    show({ ...base, incidents: [], drill: drill({ id: 'drill-2' }) });
    expect(page.drill?.id).toBe('drill-2');
  });

  it('asks for nothing when there is nothing to ask for', () => {
    const page = open();
    for (const kind of ['acknowledge', 'silence', 'open', 'resolve'] as const) page.do({ kind });
    page.do({ kind: 'move', step: 1 });
    expect(asked).toEqual([]);
  });

  it('says so when a request does not get through, until the next one does', async () => {
    const page = open(incident(1));
    answer = () => Promise.reject(new Error('no such window'));
    page.do({ kind: 'silence' });
    await vi.waitFor(() => expect(page.failure).toContain('Press it again'));
    answer = () => Promise.resolve();
    page.do({ kind: 'silence' });
    expect(page.failure).toBeNull();
  });

  it('says first that it is only a test', () => {
    const page = open(incident(1));
    expect(page.notices).toEqual([]);
    show({ ...base, isTest: true, incidents: [incident(1)] });
    expect(page.notices[0]?.kind).toBe('test');
  });
});
