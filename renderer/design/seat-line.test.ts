import { describe, expect, it } from 'vitest';
import type { PageStanding, PageView } from '../../main/ipc/duty-views.ts';
import type { SeatView } from '../../main/ipc/views.ts';
import { holdReasonInWords, nextInWords, pagesOf, seatLineOf } from './seat-line.ts';

const nowMs = new Date(2026, 10, 23, 3, 14).getTime();
const at = (hours: number, minutes: number, day = 23) =>
  new Date(2026, 10, day, hours, minutes).toISOString();
const ana = { id: 'a', name: 'Ana Kovač', initials: 'AK', isMe: false };
const bo = { id: 'b', name: 'Bo Lindqvist', initials: 'BL', isMe: false };
const chi = { id: 'c', name: 'Chi', initials: 'C', isMe: false };
const me = { id: 'm', name: 'Raj', initials: 'RP', isMe: true };

function page(person: typeof ana, standing: PageStanding, words: string = standing): PageView {
  return { person, pagedAt: at(3, 12), standing, words, devices: [], deliveries: [] };
}

function seat(change: Partial<SeatView>): SeatView {
  const pages = change.pages ?? [];
  return {
    ...{ side: 'developer', state: 'ringing', ringingSince: at(3, 12), isMine: false },
    ...{ next: null, leaseUntil: null, askedAgain: null, hold: null, mayStandDown: false },
    ...{ acknowledgedBy: null, acknowledgedAt: null },
    called: pages.map(({ person }) => ({ ...person, heard: false })),
    pages,
    ...change,
  };
}

const said = (change: Partial<SeatView>) => {
  const { who, how, isTrouble } = seatLineOf(seat(change), nowMs);
  return `${isTrouble ? '! ' : ''}${who} | ${how}`;
};

describe('a seat on one line', () => {
  it('says of one person how far the call got', () => {
    expect(said({ pages: [page(ana, 'sounded', 'laptop rings')] })).toBe(
      'Ana Kovač | laptop rings',
    );
    expect(said({ pages: [page(ana, 'unreachable', 'laptop asleep')] })).toBe(
      '! Ana Kovač | laptop asleep',
    );
    expect(said({ pages: [page(me, 'unheard', 'laptop has not sounded')] })).toBe(
      '! You | laptop has not sounded',
    );
  });

  it('collapses several, and is alarmed only when none of them will hear it', () => {
    const three = [page(ana, 'received'), page(bo, 'unheard'), page(chi, 'unreachable')];
    expect(said({ pages: three })).toBe(
      'Ana Kovač and 2 more | nobody heard it yet, 1 unreachable',
    );
    const declined = page(bo, 'declined');
    expect(said({ pages: [declined, page(ana, 'unreachable', 'laptop asleep')] })).toBe(
      '! Ana Kovač | laptop asleep',
    );
    expect(said({ pages: [declined, page(ana, 'sounded'), page(chi, 'unheard')] })).toBe(
      'Ana Kovač and Chi | 1 of 2 heard it',
    );
    expect(
      seatLineOf(seat({ pages: [page(ana, 'unheard'), declined] }), nowMs).people,
    ).toHaveLength(2);
    expect(said({ pages: [page(ana, 'unheard'), page(bo, 'sounded'), page(chi, 'seen')] })).toBe(
      'Chi and 2 more | 2 of 3 heard it',
    );
    expect(said({ pages: [page(ana, 'unreachable'), page(bo, 'unreachable')] })).toBe(
      '! Ana Kovač and Bo Lindqvist | none of them can be reached',
    );
    expect(said({ pages: [page(ana, 'declined'), page(bo, 'declined')] })).toBe(
      '! Ana Kovač and Bo Lindqvist | none of them can come',
    );
  });

  it('says plainly that nobody is there', () => {
    expect(said({})).toBe('! Nobody | is on call on this side');
    const next = { at: at(3, 18), people: [bo], round: 1 };
    expect(said({ next })).toBe('! Nobody | could be called yet');
  });

  it('makes do without receipts', () => {
    const called = [{ ...ana, heard: true }];
    expect(pagesOf(seat({ called, pages: [] })).map(({ standing }) => standing)).toEqual([
      'sounded',
    ]);
    expect(said({ called, pages: [] })).toBe('Ana Kovač | laptop rings');
  });

  it('says since when somebody has it, and when they are asked again', () => {
    const has = { state: 'acknowledged', acknowledgedBy: ana, acknowledgedAt: at(3, 13) } as const;
    expect(said(has)).toBe('Ana Kovač | has it since 03:13');
    expect(said({ ...has, leaseUntil: at(3, 43) })).toBe(
      'Ana Kovač | has it since 03:13, asked again at 03:43',
    );
    expect(said({ ...has, acknowledgedBy: me, leaseUntil: at(9, 0, 24) })).toBe(
      'You | have it since 03:13, asked again Tue 09:00',
    );
    expect(said({ ...has, leaseUntil: at(3, 13) })).toBe('Ana Kovač | has it since 03:13');
  });

  it('asks who had it, and tells the others', () => {
    expect(said({ askedAgain: me, pages: [page(me, 'sounded')] })).toBe(
      'You | had it. Still on it?',
    );
    expect(said({ askedAgain: ana, pages: [page(ana, 'unheard', 'laptop silent')] })).toBe(
      '! Ana Kovač | had it, is asked again: laptop silent',
    );
  });

  it('says why it is silent, and until when', () => {
    const hold = {
      ...{ kind: 'stand-down' as const, until: at(9, 0, 24), by: ana, silenceId: null },
      reason: 'payments opens then',
    };
    expect(said({ state: 'held', hold })).toBe(
      'Asleep until Tue 09:00, | stood down by Ana Kovač: payments opens then',
    );
    expect(said({ state: 'held', hold: { ...hold, kind: 'maintenance', by: null } })).toBe(
      'Silent until Tue 09:00, | maintenance: payments opens then',
    );
    expect(holdReasonInWords({ ...hold, by: me, reason: '' })).toBe('stood down by you');
  });
});

describe('who is next', () => {
  const next = (people: (typeof ana)[], called: (typeof ana)[] = [ana]) =>
    nextInWords({
      next: { at: at(3, 18), people, round: 1 },
      called: called.map((person) => ({ ...person, heard: false })),
    });

  it('is named as colleagues say it', () => {
    expect(nextInWords(seat({}))).toBeNull();
    expect(next([bo])).toBe('next: Bo');
    expect(next([me])).toBe('next: you');
    expect(next([bo, chi])).toBe('next: Bo and Chi');
    expect(next([bo, chi, me])).toBe('next: Bo and 2 more');
    expect(next([])).toBe('next');
  });

  it('is called again when they were called before', () => {
    expect(next([ana])).toBe('again: Ana');
    expect(next([ana, bo, chi], [ana, bo, chi])).toBe('again: all');
  });
});
