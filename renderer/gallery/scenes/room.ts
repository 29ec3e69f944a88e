import type { PendingCommand, RoomContextPush, RoomView } from '../../../main/ipc/room-views.ts';
import type { Alert } from '../../../server/protocol/alert.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import type { RoomEntry } from '../../../server/protocol/room.ts';
import { fullContext, hostileContext, oddContext } from '../context.ts';
import { busyEntries, hostileEntries, longEntries, message, withLog } from '../entries.ts';
import { alerts, incident } from '../incidents.ts';
import { ana, bo, bothRing, bothUp, crowd, everybody, me, raj, seats } from '../people.ts';
import { audible, cutOff, online, quiet, refusedByHub } from './circumstances.ts';
import { before } from '../times.ts';

/** All that a room window is told. */
export interface RoomScene {
  'room:view': RoomView;
  'room:entries': { incidentId: string; isReset: boolean; entries: RoomEntry[] };
  'room:context': RoomContextPush;
}

export interface Sketch {
  view?: Partial<RoomView>;
  entries?: RoomEntry[];
  context?: Partial<RoomContextPush>;
}

const incidentId = 'incident-41';
const answered = incident(41, {
  status: 'acknowledged',
  callsMe: false,
  openedAt: before(860),
  seats: seats(
    { called: [ana, bo], up: ana, ringingFor: 780 },
    { called: [raj], up: raj, ringingFor: 860 },
  ),
});

export function room({ view = {}, entries = busyEntries, context = {} }: Sketch): RoomScene {
  return {
    'room:view': {
      me,
      link: online,
      sound: audible,
      loudness: quiet,
      incidentId,
      incident: answered,
      alerts,
      history: 'complete',
      historyProblem: null,
      people: everybody,
      here: [
        { personId: 'raj', isPresent: true, isTyping: false },
        { personId: 'ana', isPresent: true, isTyping: true },
        { personId: 'bo', isPresent: false, isTyping: false },
      ],
      reads: { ana: 30, bo: 24, raj: 28 },
      pending: [],
      localAttachments: {},
      teams: [],
      owningTeamId: null,
      hooks: [],
      stopgapGraceMs: 30 * 60_000,
      soughtTab: null,
      sought: null,
      clockSkewMs: 0,
      ...view,
    },
    'room:entries': { incidentId, isReset: true, entries },
    'room:context': { incidentId, items: fullContext, state: 'complete', ...context },
  };
}

export function pending(
  number: number,
  command: Command,
  state: PendingCommand['state'],
  verdict: string | null = null,
): PendingCommand {
  const id = `01890000-0000-7000-9000-${String(number).padStart(12, '0')}`;
  return { id, command, requestedAt: before(60 - number), state, verdict };
}

function post(text: string): Command {
  return {
    type: 'message.post',
    incidentId,
    kind: 'message',
    text,
    replyTo: null,
    attachments: [],
  };
}

const acknowledge: Command = { type: 'incident.acknowledge', incidentId };
const ringing = incident(41, {
  seats: seats(
    { called: [ana, bo], heard: [ana], ringingFor: 860 },
    { called: [raj], ringingFor: 860 },
  ),
  openedAt: before(860),
});
const waiting = [
  pending(1, acknowledge, 'waiting-for-link'),
  pending(2, post('I cannot reach the hub, but I am looking at it.'), 'waiting-for-link'),
  pending(3, post('The pool is full: 200 of 200.'), 'waiting-for-link'),
  pending(4, { ...acknowledge, type: 'incident.mitigate' }, 'waiting-for-link'),
];
const opened = busyEntries.slice(0, 4);

function manyAlerts(count: number): Alert[] {
  return Array.from({ length: count }, (_, index) => ({
    ...(alerts[index % 3] as Alert),
    id: `alert-${index}`,
    title: `Disk of node-${index} will be full in ${(index % 47) + 2} minutes`,
  }));
}

/** Every state that a room can be in. */
export const roomScenes: Record<string, RoomScene> = {
  busy: room({}),
  ringing: room({
    view: { incident: ringing, here: [], reads: {} },
    entries: opened,
  }),
  'just opened': room({
    view: { incident: incident(41, { seats: bothRing }), alerts: alerts.slice(0, 1), here: [] },
    entries: opened.map((entry) => ({ ...entry, at: before(42) })),
  }),
  empty: room({
    view: { incident: ringing, alerts: [], here: [], reads: {} },
    entries: [],
    context: { items: [] },
  }),
  loading: room({
    view: { history: 'loading', incident: ringing },
    entries: [],
    context: { items: [], state: 'loading' },
  }),
  partial: room({ view: { history: 'partial' }, entries: busyEntries.slice(20) }),
  offline: room({
    view: { link: cutOff, here: [], pending: waiting, incident: ringing },
    entries: busyEntries.slice(0, 8),
    context: { state: 'unavailable' },
  }),
  'offline, nothing kept': room({
    view: {
      link: cutOff,
      here: [],
      incident: ringing,
      history: 'unavailable',
      historyProblem:
        'This laptop has not heard of this room before. Its history comes when the hub can be reached.',
    },
    entries: [],
    context: { items: [], state: 'unavailable' },
  }),
  'refused by the hub': room({ view: { link: refusedByHub, here: [] } }),
  sending: room({
    view: {
      incident: ringing,
      pending: [
        pending(1, acknowledge, 'sending'),
        pending(2, { ...acknowledge, type: 'incident.mitigate' }, 'sending'),
        pending(3, { type: 'person.page', incidentId, personId: 'mar' }, 'sending'),
        pending(4, post('On my way.'), 'sending'),
        pending(5, post('With a picture.'), 'uploading'),
      ],
    },
  }),
  refused: room({
    view: {
      incident: incident(41, {
        status: 'resolved',
        callsMe: false,
        seats: bothUp,
        firingCount: 0,
        openedAt: before(860),
        resolvedAt: before(12),
        resolvedBy: 'Ana Kovač',
      }),
      pending: [
        pending(1, acknowledge, 'refused', 'Too late: Ana resolved the incident at 03:26.'),
        pending(2, post('x'.repeat(80)), 'refused', 'The message is longer than the hub takes.'),
      ],
    },
  }),
  superseded: room({
    view: {
      pending: [
        pending(
          1,
          { type: 'incident.set-severity', incidentId, from: 'error', severity: 'warning' },
          'superseded',
          'Ana raised it to critical at 03:25, so it was not set to warning.',
        ),
        pending(2, acknowledge, 'superseded', 'Chi was first: acknowledged at 03:14.'),
      ],
    },
  }),
  mitigated: room({
    view: { incident: { ...answered, status: 'mitigated' } },
  }),
  resolved: room({
    view: {
      incident: incident(41, {
        status: 'resolved',
        callsMe: false,
        seats: bothUp,
        firingCount: 0,
        openedAt: before(8_600),
        resolvedAt: before(5_100),
        resolvedBy: 'Ana Kovač',
      }),
    },
  }),
  'paged by name': room({
    view: { incident: { ...answered, callsMe: true, pagedBy: 'Ana Kovač' } },
  }),
  'long log': room({ entries: withLog, view: { reads: { raj: 31 } } }),
  '400 entries': room({ entries: longEntries(400) }),
  '10,000 entries': room({ entries: longEntries(10_000), view: { reads: { raj: 9_950 } } }),
  storm: room({
    view: {
      alerts: manyAlerts(1_000),
      incident: incident(41, {
        seats: crowd,
        alertCount: 1_000,
        firingCount: 667,
        unseenCount: 17,
      }),
    },
  }),
  hostile: room({
    view: {
      incident: incident(41, {
        service: '<b>checkout</b>\u202Eipa',
        title: `<img src=x onerror=alert(1)> ${'x'.repeat(300)}`,
        seats: crowd,
      }),
      alerts: alerts.map((alert) => ({
        ...alert,
        title: `<svg onload=alert(1)> \u202E${'z'.repeat(120)}`,
        labels: { ['<i>'.repeat(20)]: 'v'.repeat(300), empty: '' },
        links: [{ href: 'javascript:alert(1)', text: '<u>Click</u>' }],
      })),
    },
    entries: hostileEntries,
    context: { items: hostileContext },
  }),
  'odd context': room({ context: { items: oddContext } }),
  'no context': room({ context: { items: [] } }),
  'context old': room({ view: { link: cutOff, here: [] }, context: { state: 'unavailable' } }),
  unknown: room({
    view: {
      incident: null,
      alerts: [],
      here: [],
      history: 'unavailable',
      historyProblem: 'The hub does not know this incident.',
    },
    entries: [],
    context: { items: [], state: 'unavailable' },
  }),
  'one message': room({ entries: [message(1, 'ana', 'Anybody?', 20)] }),
};
