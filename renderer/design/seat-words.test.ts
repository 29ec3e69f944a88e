import { describe, expect, it } from 'vitest';
import type { SeatView } from '../../main/ipc/views.ts';
import { heardInWords, holderInWords, mySeatOf, namesOf } from './seat-words.ts';

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

  it('tells how far the call has got', () => {
    const called = (...heard: boolean[]) =>
      heardInWords(seat({ called: heard.map((one) => ({ ...ana, heard: one })) }));
    expect(called()).toBe('nobody is enrolled on this side');
    expect(called(true)).toBe('ringing, laptop heard it');
    expect(called(false)).toBe('called, no laptop has sounded yet');
    expect(called(true, false, false)).toBe('1 of 3 laptops heard it');
    expect(called(true, true)).toBe('2 of 2 laptops heard it');
    expect(called(false, false)).toBe('no laptop has sounded yet');
    expect(heardInWords(seat({ called: [{ ...me, heard: true }] }))).toBe('ringing here');
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
