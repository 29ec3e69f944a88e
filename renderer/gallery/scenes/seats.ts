import type { HandoffView } from '../../../main/ipc/duty-views.ts';
import type { RoomView } from '../../../main/ipc/room-views.ts';
import type { IncidentRow } from '../../../main/ipc/views.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { busyChecklist, runbook, runbookHash } from '../checklists.ts';
import { incident } from '../incidents.ts';
import * as people from '../people.ts';
import { after, atHour, before } from '../times.ts';
import { failing, stopgap, teams } from '../works.ts';
import type { WorkScene } from './checklist.ts';
import { cutOff } from './circumstances.ts';
import { pending, room } from './room.ts';

const incidentId = 'incident-41';

/** A room whose seats are of interest. */
function scene(row: Partial<IncidentRow>, view: Partial<RoomView> = {}): WorkScene {
  const told = room({
    view: {
      ...{ teams, owningTeamId: 'payments' },
      incident: incident(41, {
        ...{ status: 'acknowledged', callsMe: false, openedAt: before(2_400), openStopgaps: 2 },
        ...row,
      }),
      ...view,
    },
  });
  return {
    ...told,
    'room:work': {
      ...{ incidentId, checklists: [busyChecklist], missingRunbooks: [], card: null },
      stopgaps: [stopgap(1), failing],
    },
    'room:runbook': [{ incidentId, hash: runbookHash, runbook }],
  };
}

function handoff(change: Partial<HandoffView> = {}): HandoffView {
  return {
    ...{ dueAt: atHour(9, 3), from: people.raj, toSide: 'developer', isMine: true, given: null },
    ...change,
  };
}

const given: HandoffView['given'] = {
  ...{ at: before(300), by: people.raj },
  impact: 'Since **03:12** one payment in twenty fails in eu-1. It holds since the pool is at 200.',
  tried: '- Pool from 50 to 200: helped\n- Restarted one pod: no change',
  questions: 'Why does 2026.11.2 need two connections per payment?',
};

const soughtTab = { tab: 'handoff', count: 1 } as const;
const give: Command = {
  ...{ type: 'handoff.give', incidentId, impact: 'One payment in twenty fails.' },
  ...{ tried: '', questions: '' },
};
const standDown: Command = {
  ...{ type: 'seat.stand-down', incidentId, until: atHour(9, 3), reason: 'A stopgap holds.' },
};

/** Seats and hand-offs of a room. */
export const seatScenes: Record<string, WorkScene> = {
  'seats, nobody hears it': scene({ seats: people.unheardOf, callsMe: true, status: 'triggered' }),
  'seats, may stand down': scene({ seats: people.mayStandDown }),
  'seats, asleep': scene({ seats: people.asleep, handoff: handoff() }),
  'seats, in maintenance': scene({ seats: people.inMaintenance, status: 'triggered' }),
  'seats, asked again': scene({ seats: people.askedAgain, callsMe: true }),
  'seats, whole team': scene({ seats: people.wholeTeam }),
  'seats, just called': scene({ seats: people.justCalled, callsMe: true, status: 'triggered' }),
  'seats, stand-down refused': scene(
    { seats: people.mayStandDown },
    { pending: [pending(1, standDown, 'refused', 'Ana has it since 03:14.')] },
  ),
  'seats, stand-down waits': scene(
    { seats: people.mayStandDown },
    { pending: [pending(1, standDown, 'waiting-for-link')], link: cutOff },
  ),
  'hand-off to write': scene({ seats: people.asleep, handoff: handoff() }, { soughtTab }),
  'hand-off overdue': scene(
    { seats: people.bothUp, handoff: handoff({ dueAt: before(1_200) }) },
    { soughtTab },
  ),
  'hand-off waits': scene(
    { seats: people.asleep, handoff: handoff({ dueAt: after(900) }) },
    { soughtTab, link: cutOff, pending: [pending(1, give, 'waiting-for-link')] },
  ),
  'hand-off refused': scene(
    { seats: people.asleep, handoff: handoff() },
    { soughtTab, pending: [pending(1, give, 'superseded', 'Ivo gave it at 03:40.')] },
  ),
  'hand-off given': scene({ seats: people.bothUp, handoff: handoff({ given }) }, { soughtTab }),
  'hand-off of others': scene(
    { seats: people.bothUp, handoff: handoff({ isMine: false, from: people.ana, toSide: 'sre' }) },
    { soughtTab },
  ),
  'hand-off, none': scene({ seats: people.bothUp }, { soughtTab }),
};
