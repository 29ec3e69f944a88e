import type { Incident } from '../../server/protocol/incident.ts';
import { nobodyOnCall } from '../../server/protocol/oncall.ts';
import { noConfig } from '../../server/protocol/teams.ts';
import { noRooms } from '../hub/room-knowledge.ts';
import { decideLoudness } from '../pager/loudness.ts';
import type { Knowledge } from '../views/knowledge.ts';
import { ana, people, t0Ms } from './factory.ts';

/** What Ana's laptop knows, quiet and online unless said otherwise. */
export function makeKnowledge(incidents: Incident[], change: Partial<Knowledge> = {}): Knowledge {
  const settings = {
    volume: 0.8,
    theme: 'system',
    startAtLogin: false,
    cutOffLoudAfterSeconds: 60,
    quietHours: null,
    extraCaFile: null,
  } as const;
  return {
    now: t0Ms + 5 * 60_000,
    me: ana,
    hub: 'https://hub.example.com',
    link: {
      state: 'online',
      since: t0Ms,
      lostSince: null,
      nextTryAt: null,
      roundTripMs: 12,
      message: null,
    },
    people,
    peopleVersion: 1,
    incidents: new Map(incidents.map((incident) => [incident.id, incident])),
    alertsOf: () => [],
    stopgaps: new Map(),
    cards: new Map(),
    config: noConfig,
    oncall: nobodyOnCall,
    calendarVersion: 0,
    channelTests: [],
    drill: null,
    soughtInCalendar: null,
    devices: new Map(),
    deviceId: 'd1',
    rooms: noRooms,
    outbox: [],
    attachmentOf: () => null,
    whileAway: [],
    soughtIn: () => null,
    soughtTabIn: () => null,
    clockSkewMs: 0,
    sound: { device: 'audible', message: null, mutedUntil: null },
    loudness: decideLoudness({
      now: t0Ms,
      pages: [],
      settings,
      mutedUntil: null,
      cutOffSince: null,
      device: 'audible',
      awakeSince: t0Ms,
      test: null,
      drill: null,
      knock: null,
      focusedRoomId: null,
      offsetMinutesAt: () => 0,
    }),
    isTest: false,
    selectedId: null,
    settings,
    ...change,
  };
}
