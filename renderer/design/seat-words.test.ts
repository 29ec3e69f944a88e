import { describe, expect, it } from 'vitest';
import type { SeatView } from '../../main/ipc/views.ts';
import { holderInWords, mySeatOf, namesOf } from './seat-words.ts';

const ana = { id: 'a', name: 'Ana', initials: 'AK', isMe: false };
const bo = { id: 'b', name: 'Bo', initials: 'B', isMe: false };
const me = { id: 'm', name: 'Raj', initials: 'RP', isMe: true };

function seat(change: Partial<SeatView>): SeatView {
  return {
    side: 'sre',
    state: 'ringing',
    ringingSince: '2026-10-04T03:12:00.000Z',
    called: [],
    pages: [],
    next: null,
    leaseUntil: null,
    askedAgain: null,
    hold: null,
    mayStandDown: false,
    acknowledgedBy: null,
    acknowledgedAt: null,
    isMine: false,
    ...change,
  };
}

describe('seats in words', () => {
  it('names two and counts the rest', () => {
    expect(namesOf([])).toBe('Nobody');
    expect(namesOf([me])).toBe('You');
    expect(namesOf([ana, bo])).toBe('Ana and Bo');
    expect(namesOf([ana, bo, me, bo, bo])).toBe('Ana, Bo and 3 more');
  });

  it('tells who has it', () => {
    expect(holderInWords(seat({}))).toBeNull();
    expect(holderInWords(seat({ state: 'acknowledged', acknowledgedBy: ana }))).toBe('Ana has it');
    expect(holderInWords(seat({ state: 'acknowledged', acknowledgedBy: me }))).toBe('you have it');
    expect(holderInWords(seat({ state: 'acknowledged' }))).toBe('acknowledged');
  });

  it('finds my seat', () => {
    const [mine, other] = [seat({ isMine: true }), seat({})];
    expect(mySeatOf({ developer: other, sre: mine })).toBe(mine);
    expect(mySeatOf({ developer: mine, sre: other })).toBe(mine);
    expect(mySeatOf({ developer: other, sre: other })).toBeNull();
  });
});
