import type { BoardView } from '../../../main/ipc/views.ts';
import { alerts, incident, recent, several, storm } from '../incidents.ts';
import { drill, failedMuffled } from '../drills.ts';
import { calm, manyRotas, noRotas, onCall, pendingDuties } from '../oncall.ts';
import { ana, me, raj, asleep, unheardOf, wholeTeam } from '../people.ts';
import { boardStopgaps, cardRows, duties, earlierStopgaps, seenBefore, teams } from '../works.ts';
import { audible, cutOff, muted, notJoined, online, silent } from './circumstances.ts';
import { before } from '../times.ts';

function board(change: Partial<BoardView>): BoardView {
  const open = change.open ?? several;
  const first = open[0];
  return {
    me,
    link: online,
    sound: audible,
    people: [ana, raj],
    open,
    recent,
    stopgaps: [],
    cards: [],
    duties: [],
    oncall: noRotas,
    drill: null,
    teams,
    whileAway: [],
    selected: first ? { incident: first, alerts } : null,
    ...change,
  };
}

export const boardScenes: Record<string, BoardView> = {
  several: board({}),
  storm: board({ open: storm(1_000) }),
  empty: board({ open: [] }),
  'empty and new': board({ open: [], recent: [] }),
  'while away': board({
    whileAway: [
      {
        at: before(600),
        incidentId: 'incident-38',
        text: 'checkout-api: resolved by Alertmanager',
      },
      { at: before(900), incidentId: 'incident-38', text: 'checkout-api: Ana has it (developer)' },
    ],
  }),
  'work that waits': board({
    ...{ stopgaps: boardStopgaps, cards: cardRows, duties },
    open: [
      incident(41, { seenBefore, earlierStopgaps, openStopgaps: 2, status: 'mitigated' }),
      ...several.slice(1),
    ],
  }),
  'work that waits, nothing open': board({
    ...{ open: [], stopgaps: boardStopgaps, cards: cardRows, duties: duties.slice(0, 1) },
  }),
  'who is on call': board({ oncall: onCall }),
  'who is on call, nothing open': board({ open: [], oncall: onCall }),
  'who is on call, all well': board({ open: [], oncall: calm }),
  'many rotas': board({ open: [], oncall: manyRotas(500) }),
  'duty pending': board({ oncall: { ...onCall, pending: pendingDuties } }),
  drill: board({ open: [], oncall: calm, drill: drill() }),
  'drill, failed': board({ open: [], oncall: calm, drill: failedMuffled }),
  'developers asleep': board({
    open: [incident(41, { callsMe: false, status: 'acknowledged', seats: asleep })],
  }),
  'nobody hears it': board({ open: [incident(41, { seats: unheardOf }), ...several.slice(1)] }),
  'whole team': board({ open: [incident(41, { seats: wholeTeam, callsMe: false })] }),
  'cut off': board({ link: cutOff }),
  'no sound': board({ sound: silent }),
  muted: board({ sound: muted }),
  refused: board({
    open: [
      incident(41, {
        pending: {
          command: 'resolve',
          state: 'refused',
          message: 'It was resolved before, by Ana.',
        },
      }),
      ...several.slice(1),
    ],
  }),
  'not joined': board({ me: null, link: notJoined, open: [], recent: [] }),
};
