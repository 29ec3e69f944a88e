import type { DrillView } from '../../../main/ipc/duty-views.ts';
import type { AlertWindowView, IncidentRow } from '../../../main/ipc/views.ts';
import { drill, failedMuffled, failedUnheard, muffled, passed } from '../drills.ts';
import { acknowledged, incident, several, storm } from '../incidents.ts';
import {
  askedAgain,
  asleep,
  bothUp,
  crowd,
  iHaveIt,
  inMaintenance,
  justCalled,
  me,
  nobodyThere,
  snoozed,
  unheardOf,
  wholeTeam,
} from '../people.ts';
import { earlierStopgaps, seenBefore, teams } from '../works.ts';
import { audible, cutOff, loud, muted, online, quiet, silent } from './circumstances.ts';
import { before } from '../times.ts';

function alert(change: Partial<AlertWindowView>): AlertWindowView {
  const incidents = change.incidents ?? [incident(41)];
  return {
    me,
    link: online,
    sound: audible,
    loudness: loud,
    incidents,
    ringingCount: incidents.filter((row) => row.callsMe).length,
    serviceCount: new Set(incidents.map((row) => row.service)).size,
    isTest: false,
    drill: null,
    teams,
    ...change,
  };
}

function pending(
  state: 'sending' | 'waiting-for-link' | 'refused',
  message: string | null = null,
): AlertWindowView {
  return alert({
    incidents: [incident(41, { pending: { command: 'acknowledge', state, message } })],
  });
}

/** The reader's side has it, or nobody has to. */
function mine(seats: IncidentRow['seats']): IncidentRow {
  return incident(41, { status: 'acknowledged', callsMe: false, seats });
}

function drilling(one: DrillView): AlertWindowView {
  const isOpen = one.state === 'open';
  return alert({
    ...{ incidents: [], drill: one },
    loudness: isOpen
      ? { level: 'chime', incidentId: null, reason: 'a drill, as loud as an error' }
      : { ...quiet, reason: 'the drill is over' },
  });
}

const longTitle =
  'KubernetesPersistentVolumeFillingUpWithinFourHoursAccordingToLinearPrediction in namespace checkout-production-eu-central-1 on volume pgdata-checkout-0, and this text goes on for longer than anybody reads';

export const alertScenes: Record<string, AlertWindowView> = {
  critical: alert({}),
  error: alert({
    incidents: [incident(41, { severity: 'error' })],
    loudness: { ...loud, reason: 'error, and nobody on the SRE side has it yet' },
  }),
  warning: alert({
    incidents: [incident(41, { severity: 'warning' })],
    loudness: { ...loud, level: 'chime', reason: 'warnings chime five times' },
  }),
  info: alert({ incidents: [incident(41, { severity: 'info', facts: [] })], loudness: quiet }),
  several: alert({ incidents: several }),
  storm: alert({ incidents: storm(1_000) }),
  acknowledged: alert({ incidents: [acknowledged], loudness: quiet }),
  'both up': alert({
    incidents: [incident(41, { callsMe: false, status: 'acknowledged', seats: bothUp })],
    loudness: quiet,
  }),
  'answered, others ring': alert({
    incidents: [...several.slice(1, 3), acknowledged].sort((a) => (a === acknowledged ? -1 : 1)),
  }),
  resolved: alert({
    incidents: [
      incident(41, {
        callsMe: false,
        status: 'resolved',
        firingCount: 0,
        resolvedAt: before(3),
        resolvedBy: 'Alertmanager quick-start',
        seats: iHaveIt,
      }),
    ],
    loudness: { ...quiet, reason: 'everything is resolved' },
  }),
  'seen before': alert({ incidents: [incident(41, { seenBefore, earlierStopgaps })] }),
  'seen before, several': alert({
    incidents: [incident(41, { seenBefore, earlierStopgaps }), ...several.slice(1)],
  }),
  'stopgaps open': alert({
    incidents: [
      incident(41, { ...{ status: 'mitigated', callsMe: false, seats: bothUp }, openStopgaps: 2 }),
    ],
    loudness: quiet,
  }),
  silenced: alert({
    incidents: [incident(41, { silencedUntil: before(-300) })],
    loudness: { ...quiet, reason: 'you silenced it for a while; it still waits for an answer' },
  }),
  'no sound': alert({ sound: silent }),
  'cut off': alert({ link: cutOff }),
  'cut off, nothing open': alert({
    link: cutOff,
    incidents: [],
    loudness: {
      level: 'chime',
      incidentId: null,
      reason: 'cut off from the hub for over a minute',
    },
  }),
  muted: alert({ sound: muted }),
  'everything wrong': alert({
    sound: { ...silent, mutedUntil: before(-900) },
    link: cutOff,
    incidents: several,
  }),
  test: alert({ isTest: true }),
  sending: pending('sending'),
  'paged by name': alert({
    incidents: [incident(41, { status: 'acknowledged', seats: bothUp, pagedBy: 'Ana Kovač' })],
    loudness: { ...loud, reason: 'Ana Kovač pages you by name' },
  }),
  'waiting for link': { ...pending('waiting-for-link'), link: cutOff },
  refused: pending('refused', 'The incident was resolved before this arrived, by Ana at 03:12.'),
  crowd: alert({ incidents: [incident(41, { seats: crowd, unseenCount: 17, alertCount: 400 })] }),
  'nobody there': alert({ incidents: [incident(41, { seats: nobodyThere })] }),
  'long words': alert({
    incidents: [
      incident(41, {
        title: longTitle,
        service: 'checkout-production-eu-central-1-persistent-volume-claims',
        facts: [
          'pgdata-checkout-0.checkout-production',
          '97.3 %',
          'eu-central-1',
          'node-17',
          'x'.repeat(80),
        ],
      }),
    ],
  }),
  'nobody hears it': alert({ incidents: [incident(41, { seats: unheardOf })] }),
  'developers asleep': alert({ incidents: [mine(asleep)], loudness: quiet }),
  'in maintenance': alert({ incidents: [mine(inMaintenance)], loudness: quiet }),
  'asked again': alert({
    incidents: [incident(41, { seats: askedAgain, openedAt: before(2_000) })],
    loudness: { ...loud, reason: 'you had it, and are asked whether you still have it' },
  }),
  snoozed: alert({ incidents: [mine(snoozed)], loudness: quiet }),
  'whole team': alert({ incidents: [incident(41, { seats: wholeTeam, callsMe: false })] }),
  'just called': alert({ incidents: [incident(41, { seats: justCalled })] }),
  declining: alert({
    incidents: [
      incident(41, { pending: { command: 'decline', state: 'waiting-for-link', message: null } }),
    ],
    link: cutOff,
  }),
  drill: drilling(drill()),
  'drill, just begun': drilling(drill({ checks: [] })),
  'drill, asked for': drilling(drill({ rotas: [] })),
  'drill, something wrong': { ...drilling(muffled), sound: silent },
  'drill, failed': drilling(failedMuffled),
  'drill, not confirmed': drilling(failedUnheard),
  'drill, passed': drilling(passed),
  'drill, and it rings': { ...drilling(drill()), incidents: [incident(41)], loudness: loud },
  empty: alert({ incidents: [], loudness: { ...quiet, reason: 'nothing is open' } }),
};
