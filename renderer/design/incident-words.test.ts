import { describe, expect, it } from 'vitest';
import { incident } from '../gallery/incidents.ts';
import { ana, bothUp, iHaveIt, raj, seats } from '../gallery/people.ts';
import {
  ageInWords,
  alertsInWords,
  answerTo,
  endInWords,
  openInWords,
  pendingInWords,
  rowState,
  silenceText,
  statusInWords,
  unreadInWords,
} from './incident-words.ts';

const anaHasIt = seats({ called: [] }, { called: [raj], up: ana });

describe('incidents in words', () => {
  it('is honest about a command that the hub has not answered', () => {
    const sent = (state: 'sending' | 'waiting-for-link' | 'refused', message: string | null) =>
      pendingInWords({ command: 'acknowledge', state, message });
    expect(sent('sending', null)).toBe('Telling the hub that you have it.');
    expect(sent('waiting-for-link', null)).toContain('when the link is back');
    expect(sent('refused', 'Ana resolved it at 03:12.')).toBe('Ana resolved it at 03:12.');
    expect(sent('refused', null)).toContain('refused');
  });

  it('offers what can be done, and names who has it', () => {
    expect(answerTo(incident(1), true)).toEqual({ kind: 'acknowledge', text: 'I have it' });
    const mine = incident(1, { callsMe: false, seats: iHaveIt });
    expect(answerTo(mine, true).kind).toBe('next');
    expect(answerTo(mine, false)).toEqual({ kind: 'none', text: 'You have it' });
    const hers = incident(1, { callsMe: false, seats: anaHasIt });
    expect(answerTo(hers, false).text).toBe('Ana Kovač has it');
    const over = incident(1, { callsMe: false, status: 'resolved' });
    expect(answerTo(over, false)).toEqual({ kind: 'none', text: 'Resolved' });
  });

  it('says which side still rings while the other has it', () => {
    const status = 'acknowledged' as const;
    const developerRings = seats({ called: [ana] }, { called: [], up: raj });
    expect(statusInWords({ status, seats: developerRings })).toBe('developer side rings');
    const sreRings = seats({ called: [], up: ana }, { called: [raj] });
    expect(statusInWords({ status, seats: sreRings })).toBe('SRE side rings');
    expect(statusInWords({ status, seats: bothUp })).toBe('acknowledged');
    expect(statusInWords({ status: 'mitigated', seats: sreRings })).toBe('mitigated');
  });

  it('ends a row with its state', () => {
    expect(rowState(incident(1, { callsMe: false, seats: anaHasIt }))).toBe('Ana Kovač has it');
    expect(rowState(incident(1, { status: 'resolved', resolvedBy: 'Raj' }))).toBe('by Raj');
    const pending = { command: 'resolve', message: null } as const;
    expect(rowState(incident(1, { pending: { ...pending, state: 'sending' } }))).toBe(
      'telling the hub',
    );
  });

  it('counts alerts, and owns up to those that the sender left out', () => {
    expect(alertsInWords(incident(1, { alertCount: 1, firingCount: 1 }))).toBe('1 alert');
    expect(alertsInWords(incident(1, { alertCount: 4, firingCount: 3 }))).toBe(
      '4 alerts, 3 firing',
    );
    expect(alertsInWords(incident(1, { unseenCount: 17 }))).toBe(
      '2 alerts, at least 17 more not shown by sender',
    );
  });

  it('says until when the sound is off', () => {
    const now = Date.parse('2026-10-04T03:13:00.000Z');
    const until = (silencedUntil: string) => silenceText(incident(1, { silencedUntil }), now);
    expect(until('2026-10-04T03:20:00.000Z')).toBe('Silent until 03:20');
    expect(until('2026-10-04T03:12:00.000Z')).toBe('Silence');
  });
});

it.each([
  [1, false, '1 unread message'],
  [3, false, '3 unread messages'],
  [1, true, '1 unread message, it mentions you'],
  [3, true, '3 unread messages, one mentions you'],
])('%i unread messages, of which one mentions me: %s', (unreadCount, mentionsMe, words) => {
  expect(unreadInWords({ unreadCount, mentionsMe })).toBe(words);
});

describe('ages and ends in words', () => {
  const nowMs = Date.parse('2026-11-23T03:40:00.000Z');
  const at = '2026-11-23T03:26:00.000Z';

  it.each([
    [null, 'resolved 03:26'],
    ['Raj', 'resolved 03:26 by Raj'],
    ['its time ran out', 'resolved 03:26, its time ran out'],
  ])('says how it ended: %s', (resolvedBy, words) => {
    expect(endInWords({ resolvedAt: at, resolvedBy }, nowMs)).toBe(words);
  });

  it('says how old it is', () => {
    expect(ageInWords(at, nowMs)).toBe('14 min');
    expect(ageInWords(at, Date.parse(at) + 59_000)).toBe('new');
    expect(openInWords(at, nowMs)).toBe('open 14 min');
    expect(openInWords(at, Date.parse(at) + 59_000)).toBe('just opened');
  });
});
