import type { RoomPerson } from '../../main/ipc/room-views.ts';
import type { PersonView, SeatView } from '../../main/ipc/views.ts';
import type { Side } from '../../server/protocol/identity.ts';
import { delivery, page } from './pages.ts';
import { after, atHour, before } from './times.ts';

function person(id: string, name: string, initials: string): PersonView {
  return { id, name, initials, isMe: id === 'raj' };
}

export const me = { id: 'raj', name: 'Raj Patel', side: 'sre' as const };
export const raj = person('raj', 'Raj Patel', 'RP');
export const ana = person('ana', 'Ana Kovač', 'AK');
export const bo = person('bo', 'Bo Lindqvist', 'BL');
const chi = person('chi', 'Chidinma Okonkwo-Featherstonehaugh', 'CO');
export const mar = person('mar', 'Mar Solà', 'MS');
export const ivo = person('ivo', 'Ivo Wójcik', 'IW');
const noa = person('noa', 'נועה בן־דוד', 'נב');
const yusuf = person('yusuf', 'يوسف عبد الرحمن', 'يع');
const team = Array.from({ length: 30 }, (_, index) =>
  person(`member-${index}`, `Member ${index + 1} of Payments`, `M${index + 1}`),
);

interface SeatSketch extends Partial<
  Pick<SeatView, 'pages' | 'next' | 'leaseUntil' | 'askedAgain' | 'hold' | 'mayStandDown'>
> {
  called?: readonly PersonView[];
  heard?: readonly PersonView[];
  up?: PersonView;
  ringingFor?: number;
}

function seat(side: Side, sketch: SeatSketch): SeatView {
  const { called = [], heard = called, up, ringingFor = 42, hold = null } = sketch;
  const pages = called.map((one) =>
    page(one, one === up ? 'acknowledged' : heard.includes(one) ? 'sounded' : 'unheard'),
  );
  return {
    side,
    state: hold ? 'held' : up ? 'acknowledged' : 'ringing',
    ringingSince: before(ringingFor),
    called: called.map((one) => ({ ...one, heard: heard.includes(one) })),
    pages: sketch.pages ?? pages,
    next: sketch.next ?? null,
    leaseUntil: sketch.leaseUntil ?? null,
    askedAgain: sketch.askedAgain ?? null,
    hold,
    acknowledgedBy: up ?? null,
    acknowledgedAt: up ? before(Math.max(1, ringingFor - 20)) : null,
    isMine: side === me.side,
    mayStandDown: sketch.mayStandDown ?? false,
  };
}

export function seats(developer: SeatSketch, sre: SeatSketch) {
  return { developer: seat('developer', developer), sre: seat('sre', sre) };
}

const toBo = { at: after(258), people: [bo], round: 1 };

export const bothRing = seats({ called: [ana], next: toBo }, { called: [raj] });
export const crowd = seats(
  { called: [ana, bo, mar, ivo, chi], heard: [] },
  { called: [raj, bo, ana, chi], heard: [raj, bo] },
);
export const iHaveIt = seats(
  { called: [ana], next: toBo },
  { called: [raj], up: raj, leaseUntil: after(1_778) },
);
export const bothUp = seats({ called: [ana], up: ana }, { called: [raj], up: raj });
export const nobodyThere = seats({ called: [] }, { called: [raj], heard: [] });

const mailed = page(ana, 'unreachable', {
  words: 'laptop asleep, e-mail sent 03:13',
  devices: [
    { name: 'Ana’s ThinkPad', isUnreachable: true, times: {} },
    { name: 'Ana’s old MacBook in the living room', isUnreachable: true, times: {} },
  ],
  deliveries: [
    delivery(1),
    delivery(2, { kind: 'ntfy', name: 'ntfy', state: 'waiting', tries: 0, dueAt: after(31) }),
    delivery(3, {
      ...{ kind: 'webhook', name: 'sms', state: 'failed', tries: 3 },
      problem: 'the gateway answered 500 Internal Server Error',
    }),
  ],
});

/** One asleep, one whose laptop makes no sound. */
export const unheardOf = seats(
  { called: [ana], pages: [mailed], next: { ...toBo, at: after(9) } },
  { called: [raj, ivo], pages: [page(raj, 'unheard'), page(ivo, 'declined')] },
);

/** The developers sleep until their team opens. */
export const asleep = seats(
  {
    called: [ana],
    hold: {
      ...{ kind: 'stand-down', until: atHour(9, 3), by: raj, silenceId: null },
      reason: 'payments opens then; a stopgap is in place',
    },
  },
  { called: [raj], up: raj, leaseUntil: after(1_778) },
);

export const inMaintenance = seats(
  {
    hold: {
      ...{ kind: 'maintenance', until: after(5_400), by: ana, silenceId: 'silence-1' },
      reason: 'the database of checkout is moved',
    },
  },
  {
    hold: {
      ...{ kind: 'silence', until: atHour(6, 1), by: raj, silenceId: 'silence-2' },
      reason: 'known, see #31',
    },
  },
);

/** The reader had it, and is asked whether they still have. */
export const askedAgain = seats({ called: [ana], up: ana }, { called: [raj], askedAgain: raj });

/** The reader's side has it, and may let the other one sleep. */
export const mayStandDown = seats(
  { called: [ana, bo], heard: [ana], next: toBo, mayStandDown: true },
  { called: [raj], up: raj, leaseUntil: after(1_778) },
);

export const snoozed = seats(
  { called: [ana], up: ana },
  {
    ...{ called: [raj], up: raj, leaseUntil: atHour(7, 1) },
  },
);

/** The whole team was called, and some of them twice. */
export const wholeTeam = seats(
  {
    called: team,
    pages: team.map((one, index) =>
      page(
        one,
        (['unheard', 'unreachable', 'received', 'declined'] as const)[index % 4] ?? 'shown',
      ),
    ),
    next: { at: after(61), people: team, round: 4 },
  },
  { called: [chi], pages: [page(chi, 'seen')], next: { at: after(540), people: [ivo], round: 2 } },
);

/** Names from right to left, and no receipts yet. */
export const justCalled = seats(
  { called: [noa], pages: [], next: { at: after(300), people: [yusuf], round: 1 }, heard: [] },
  { called: [yusuf], pages: [page(yusuf, 'written', { devices: [] })] },
);

/** Everybody whom the hub knows, as a room has them. */
export const everybody: RoomPerson[] = [
  { ...raj, side: 'sre' },
  { ...ana, side: 'developer' },
  { ...bo, side: 'developer' },
  { ...chi, side: 'sre' },
  { ...mar, side: 'developer' },
  { ...ivo, side: 'sre' },
];
