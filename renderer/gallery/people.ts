import type { RoomPerson } from '../../main/ipc/room-views.ts';
import type { PersonView, SeatView } from '../../main/ipc/views.ts';
import type { Side } from '../../server/protocol/identity.ts';
import { page } from './pages.ts';
import { before } from './times.ts';

function person(id: string, name: string, initials: string): PersonView {
  return { id, name, initials, isMe: id === 'raj' };
}

export const me = { id: 'raj', name: 'Raj Patel', side: 'sre' as const };
export const raj = person('raj', 'Raj Patel', 'RP');
export const ana = person('ana', 'Ana Kovač', 'AK');
export const bo = person('bo', 'Bo Lindqvist', 'BL');
const chi = person('chi', 'Chidinma Okonkwo-Featherstonehaugh', 'CO');
const mar = person('mar', 'Mar Solà', 'MS');
const ivo = person('ivo', 'Ivo Wójcik', 'IW');

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

export const bothRing = seats({ called: [ana, bo], heard: [ana] }, { called: [raj] });
export const crowd = seats(
  { called: [ana, bo, mar, ivo, chi], heard: [] },
  { called: [raj, bo, ana, chi], heard: [raj, bo] },
);
export const iHaveIt = seats({ called: [ana, bo], heard: [ana] }, { called: [raj], up: raj });
export const bothUp = seats({ called: [ana], up: ana }, { called: [raj], up: raj });
export const nobodyThere = seats({ called: [] }, { called: [raj], heard: [] });

/** Everybody whom the hub knows, as a room has them. */
export const everybody: RoomPerson[] = [
  { ...raj, side: 'sre' },
  { ...ana, side: 'developer' },
  { ...bo, side: 'developer' },
  { ...chi, side: 'sre' },
  { ...mar, side: 'developer' },
  { ...ivo, side: 'sre' },
];
