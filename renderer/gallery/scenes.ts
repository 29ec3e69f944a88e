import type { PageKind } from '../../main/ipc/contract.ts';
import type {
  AlertWindowView,
  BoardView,
  JoinView,
  LinkView,
  SettingsView,
  SoundView,
} from '../../main/ipc/views.ts';
import { acknowledged, alerts, incident, recent, several, storm } from './incidents.ts';
import { before, bothUp, crowd, iHaveIt, me, nobodyThere } from './people.ts';

const online: LinkView = {
  state: 'online',
  hub: 'https://hub.example:4949',
  since: before(8_000),
  nextTryAt: null,
  roundTripMs: 12.3,
  message: null,
};
const cutOff: LinkView = {
  ...online,
  state: 'cut-off',
  since: before(75),
  nextTryAt: before(-4),
  roundTripMs: null,
  message: 'Check the network; the hub may be down.',
};
const notJoined: LinkView = { ...online, state: 'not-joined', hub: null, roundTripMs: null };
const audible: SoundView = { device: 'audible', message: null, mutedUntil: null };
const silent: SoundView = {
  ...audible,
  device: 'silent',
  message: 'this laptop has no sound output right now. Tocsin keeps trying.',
};
const muted: SoundView = { ...audible, mutedUntil: before(-1_500) };
const loud = {
  level: 'siren' as const,
  incidentId: 'incident-41',
  reason: 'critical, and nobody on the SRE side has it yet',
};
const quiet = { level: 'silent' as const, incidentId: null, reason: 'the SRE side has it' };

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

const alertScenes: Record<string, AlertWindowView> = {
  critical: alert({}),
  error: alert({ incidents: [incident(41, { severity: 'error' })] }),
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

function board(change: Partial<BoardView>): BoardView {
  const open = change.open ?? several;
  const first = open[0];
  return {
    me,
    link: online,
    sound: audible,
    open,
    recent,
    whileAway: [],
    selected: first ? { incident: first, alerts } : null,
    ...change,
  };
}

const boardScenes: Record<string, BoardView> = {
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

function settings(change: Partial<SettingsView>): SettingsView {
  return {
    settings: {
      volume: 0.8,
      theme: 'system',
      startAtLogin: true,
      cutOffLoudAfterSeconds: 60,
      quietHours: { from: '22:00', to: '07:00' },
      extraCaFile: null,
    },
    me,
    link: online,
    sound: audible,
    version: '0.1.0',
    tokenPlace: 'keychain',
    trayAdvice: null,
    ...change,
  };
}

const settingsScenes: Record<string, SettingsView> = {
  usual: settings({}),
  'cut off': settings({ link: cutOff }),
  'no sound': settings({ sound: silent }),
  muted: settings({ sound: muted }),
  'token in memory': settings({
    tokenPlace: 'memory',
    trayAdvice: 'This desktop shows no tray icons. Install the AppIndicator extension.',
  }),
  'not joined': settings({ me: null, link: notJoined, tokenPlace: 'none' }),
};

function join(change: Partial<JoinView>): JoinView {
  return { offered: null, state: 'idle', message: null, link: notJoined, ...change };
}

const offered = {
  link: 'tocsin://join?hub=https%3A%2F%2Fhub.example&code=abcdefghijklmnopqrst',
  hub: 'https://hub.example',
};

const joinScenes: Record<string, JoinView> = {
  idle: join({}),
  offered: join({ offered }),
  joining: join({ state: 'joining' }),
  'no keychain': join({ offered, state: 'no-keychain', message: 'This desktop has no keychain.' }),
  failed: join({
    state: 'failed',
    message: 'This invite was used before. Each device needs its own.',
  }),
  joined: join({ state: 'joined', link: online }),
};

/** Every state that a window can be in. */
export const scenes: Partial<Record<PageKind, Record<string, unknown>>> = {
  alert: alertScenes,
  board: boardScenes,
  settings: settingsScenes,
  join: joinScenes,
};
