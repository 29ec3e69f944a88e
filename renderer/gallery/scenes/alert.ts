import type { AlertWindowView } from '../../../main/ipc/views.ts';
import { acknowledged, incident, several, storm } from '../incidents.ts';
import { bothUp, crowd, iHaveIt, me, nobodyThere } from '../people.ts';
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
  empty: alert({ incidents: [], loudness: { ...quiet, reason: 'nothing is open' } }),
};
