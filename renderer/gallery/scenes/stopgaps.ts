import type { RoomView } from '../../../main/ipc/room-views.ts';
import type { RoomWorkPush } from '../../../main/ipc/work-views.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { busyChecklist, runbook, runbookHash } from '../checklists.ts';
import { incident } from '../incidents.ts';
import { bothUp } from '../people.ts';
import {
  earlierStopgaps,
  extendedTwice,
  failing,
  overdue,
  permanent,
  seenBefore,
  stopgap,
  teams,
  undone,
  wished,
} from '../works.ts';
import { cutOff } from './circumstances.ts';
import { pending, room } from './room.ts';
import type { WorkScene } from './checklist.ts';
import { before } from '../times.ts';

const incidentId = 'incident-41';

/** A room in which the tab of stopgaps is sought. */
function scene(
  work: Partial<RoomWorkPush>,
  view: Partial<RoomView> = {},
  row: Partial<NonNullable<RoomView['incident']>> = {},
): WorkScene {
  const stopgaps = work.stopgaps ?? [];
  const told = room({
    view: {
      ...{ teams, owningTeamId: 'payments', stopgapGraceMs: 2 * 3_600_000 },
      soughtTab: { tab: 'stopgaps', count: 1 },
      incident: incident(41, {
        ...{ status: 'mitigated', callsMe: false, openedAt: before(3_600), seats: bothUp },
        openStopgaps: stopgaps.filter(({ state }) => state === 'open').length,
        ...row,
      }),
      ...view,
    },
  });
  return {
    ...told,
    'room:work': {
      ...{ incidentId, checklists: [busyChecklist], missingRunbooks: [], card: null },
      ...work,
      stopgaps,
    },
    'room:runbook': [{ incidentId, hash: runbookHash, runbook }],
  };
}

const developer = { me: { id: 'ana', name: 'Ana Kovač', side: 'developer' as const } };
const ofFirst = { incidentId, stopgapId: stopgap(1).id };
const install: Command = {
  ...{ type: 'stopgap.install', incidentId, what: 'Traffic of eu-1 goes to eu-2' },
  ...{ undo: 'lbctl undrain eu-1', probeUrl: 'http://10.0.0.1/health', step: null },
  ...{ ownerId: null, expiresAt: null },
};
const extend: Command = {
  ...{ type: 'stopgap.extend', ...ofFirst, reason: 'The disk is late.' },
  ...{ from: stopgap(1).expiresAt, until: extendedTwice.expiresAt },
};
const notAllowed =
  'The hub may not ask this address. Leave the probe out, or have its host allowed in the config of the hub.';
const nasty = `<img src=x onerror=alert(1)> \u202Etxet ddo\u202C ${'x'.repeat(300)}`;

/** Every state that stopgaps can be in. */
export const stopgapScenes: Record<string, WorkScene> = {
  'stopgaps, none': scene({}),
  'stopgaps, one': scene({ stopgaps: [stopgap(1)] }),
  'stopgaps, of each kind': scene(
    { stopgaps: [stopgap(1), overdue, extendedTwice, failing, undone, permanent] },
    developer,
    { earlierStopgaps, seenBefore },
  ),
  'stopgaps, permanence asked by another': scene({ stopgaps: [wished('ana')] }),
  'stopgaps, permanence asked by me': scene({ stopgaps: [wished('raj')] }),
  'stopgaps, waiting for link': scene(
    { stopgaps: [stopgap(1)] },
    {
      link: cutOff,
      pending: [
        pending(1, { type: 'stopgap.undo', ...ofFirst, note: null }, 'waiting-for-link'),
        pending(2, install, 'waiting-for-link'),
      ],
    },
  ),
  'stopgaps, refused': scene(
    { stopgaps: [stopgap(1)] },
    {
      pending: [
        pending(1, install, 'refused', notAllowed),
        pending(2, extend, 'superseded', 'Ana extended it at 14:02.'),
      ],
    },
  ),
  'stopgaps, resolved': scene({ stopgaps: [undone, permanent] }, {}, { status: 'resolved' }),
  'stopgaps, hostile': scene({
    stopgaps: [
      stopgap(1, { what: nasty, undo: nasty, team: { id: 'x', name: nasty }, ownerId: nasty }),
      { ...failing, probe: { state: 'failing', since: before(60), detail: nasty } },
    ],
  }),
  'stopgaps, nothing known': room({
    view: { link: cutOff, soughtTab: { tab: 'stopgaps', count: 1 } },
  }),
};
