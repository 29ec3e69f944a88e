import { z } from 'zod';
import { DutyCommand } from '../../server/protocol/commands.ts';
import { Id, Instant, Seq, Side } from '../../server/protocol/identity.ts';
import { Calendar, Subscription } from '../../server/protocol/oncall.ts';
import { AttachmentHash } from '../../server/protocol/attachment.ts';
import { limits } from '../../server/protocol/limits.ts';
import { ReportQuery, Reports } from '../../server/protocol/reports.ts';
import { ExportFormat, SearchAnswer, SearchQuery } from '../../server/protocol/room-api.ts';
import {
  AttachRequest,
  LocalAttachment,
  RoomContextPush,
  RoomEntriesPush,
  RoomRequest,
  RoomView,
} from './room-views.ts';
import { CalendarWindowView, ChannelView } from './duty-views.ts';
import { RoomRunbookPush, RoomWorkPush, RunbookOffersView, WorkTab } from './work-views.ts';
import {
  AlertWindowView,
  BoardView,
  JoinView,
  Settings,
  SettingsView,
  SoundOrder,
  SoundPattern,
} from './views.ts';

export const pageKinds = [
  'alert',
  'board',
  'room',
  'reports',
  'calendar',
  'settings',
  'join',
  'sound',
] as const;
export type PageKind = (typeof pageKinds)[number];

export interface RequestContract {
  request: z.ZodType;
  response: z.ZodType;
  /** The only windows that may send it. */
  from: readonly PageKind[];
  /** A room may ask it about other incidents than its own. */
  isAcrossRooms?: true;
}

const mostMuteMinutes = 7 * 24 * 60;

const nothing = z.void();
const incident = z.object({ incidentId: Id });
const withIncidents = ['alert', 'board', 'room'] as const;

/** What a window may ask of the main process. Nothing can be handled that is not named here. */
export const requests = {
  'incident:acknowledge': { request: incident, response: nothing, from: withIncidents },
  'incident:acknowledge-all': { request: nothing, response: nothing, from: withIncidents },
  'incident:unacknowledge': { request: incident, response: nothing, from: withIncidents },
  'incident:resolve': { request: incident, response: nothing, from: withIncidents },
  'incident:silence': { request: incident, response: nothing, from: withIncidents },
  /** Takes, or keeps, the seat and is asked again then. */
  'incident:snooze': {
    request: incident.extend({ until: Instant }),
    response: nothing,
    from: withIncidents,
  },
  /** Cannot come: the next is called. */
  'incident:decline': { request: incident, response: nothing, from: withIncidents },
  /** Lets the other side sleep. */
  'incident:stand-down': {
    request: incident.extend({
      until: Instant,
      reason: z.string().trim().min(1).max(limits.reasonLength),
    }),
    response: nothing,
    from: withIncidents,
  },
  'incident:call-back': {
    request: incident.extend({ side: Side }),
    response: nothing,
    from: withIncidents,
  },
  /** The person heard the drill. */
  'drill:confirm': {
    request: z.object({ drillId: Id }),
    response: nothing,
    from: ['alert', 'board'],
  },
  /** Rings a drill at this person's laptops. */
  'drill:start': { request: nothing, response: nothing, from: ['alert', 'board', 'settings'] },
  /** Asks the hub, now or once it can be reached; `pending` shows how far it got. */
  'duty:do': {
    request: z.object({ command: DutyCommand }),
    response: z.object({ commandId: z.uuid() }),
    from: ['board', 'calendar', 'settings'],
  },
  /** Forgets a command that was refused or superseded. */
  'duty:dismiss': {
    request: z.object({ commandId: z.uuid() }),
    response: nothing,
    from: ['board', 'calendar', 'settings'],
  },
  /** Null: the hub cannot be asked now. */
  'oncall:calendar': {
    request: z.object({ rotaIds: z.array(Id).max(500), from: Instant, until: Instant }),
    response: Calendar.nullable(),
    from: ['calendar', 'board'],
  },
  /** An address for calendar programs: of a rota, or of all shifts of this person. Null: not now. */
  'oncall:subscribe': {
    request: z.object({ rotaId: Id.nullable() }),
    response: Subscription.nullable(),
    from: ['calendar'],
  },
  /** Asks the user for an iCal file and brings it in as their leave; says what became of it. */
  'oncall:import-leave': {
    request: nothing,
    response: z.object({
      outcome: z.enum(['imported', 'cancelled', 'refused', 'unavailable']),
      message: z.string(),
    }),
    from: ['calendar'],
  },
  'board:show-calendar': {
    request: z.object({ what: z.enum(['calendar', 'take', 'hand-over', 'silences']) }),
    response: nothing,
    from: ['board'],
  },
  /** How the hub reaches this person without a laptop. Null: it cannot be asked now. */
  'settings:channels': {
    request: nothing,
    response: z.array(ChannelView).nullable(),
    from: ['settings'],
  },
  /** Opens the room of the incident, or brings its window to the front; `seq`: at this entry. */
  'incident:open': {
    request: incident.extend({ seq: Seq.optional(), tab: WorkTab.optional() }),
    response: nothing,
    from: withIncidents,
    isAcrossRooms: true,
  },
  /** Shows the incident on the board. */
  'incident:show-on-board': { request: incident, response: nothing, from: ['room'] },
  /** Asks the hub, now or once it can be reached; `room:view` shows how far it got. */
  'room:do': { request: RoomRequest, response: z.object({ commandId: z.uuid() }), from: ['room'] },
  /** Forgets a command that was refused or superseded. */
  'room:dismiss': { request: z.object({ commandId: z.uuid() }), response: nothing, from: ['room'] },
  /** Asks again for what was refused. */
  'room:retry': { request: z.object({ commandId: z.uuid() }), response: nothing, from: ['room'] },
  /** The person writes, or has stopped; at most every `limits.typingMs`. */
  'room:typing': {
    request: z.object({ incidentId: Id, isTyping: z.boolean() }),
    response: nothing,
    from: ['room'],
  },
  /** The person has seen everything up to `upTo`. */
  'room:read': {
    request: z.object({ incidentId: Id, upTo: Seq }),
    response: nothing,
    from: ['room'],
  },
  /** Keeps the bytes and begins to upload them; the answer can be named in a message at once. */
  'room:attach': { request: AttachRequest, response: LocalAttachment, from: ['room'] },
  /** The text of an attachment, or as much as fits; null when it cannot be had now. */
  'room:attachment-text': {
    request: z.object({ hash: AttachmentHash }),
    response: z.object({ text: z.string(), isCut: z.boolean() }).nullable(),
    from: ['room'],
  },
  'room:save-attachment': {
    request: z.object({ hash: AttachmentHash, name: z.string().max(limits.attachmentNameLength) }),
    response: z.enum(['saved', 'cancelled', 'unavailable']),
    from: ['room'],
  },
  /** Asks the user for a file and writes the incident's export there. */
  'room:export': {
    request: z.object({ incidentId: Id, format: ExportFormat }),
    response: z.enum(['saved', 'cancelled', 'unavailable']),
    from: ['room'],
  },
  /** Runbooks that can be attached, the best first. */
  'room:runbooks': { request: incident, response: RunbookOffersView, from: ['room'] },
  /** Null: the hub cannot be asked now. */
  'reports:load': { request: ReportQuery, response: Reports.nullable(), from: ['reports'] },
  /** Asks the user for a file and writes the reports there. */
  'reports:save': {
    request: z.object({ query: ReportQuery, format: z.enum(['csv', 'json']) }),
    response: z.enum(['saved', 'cancelled', 'unavailable']),
    from: ['reports'],
  },
  'board:show-reports': { request: nothing, response: nothing, from: ['board'] },
  /** Null: the hub cannot be asked now. */
  'search:find': {
    request: SearchQuery,
    response: SearchAnswer.nullable(),
    from: ['room', 'board'],
  },
  'clipboard:write': {
    request: z.object({ text: z.string().max(limits.contextItemBytes) }),
    response: nothing,
    from: ['room', 'board', 'calendar'],
  },
  /** Puts the alert window out of the way; the noise goes on. */
  'alert:minimise': { request: nothing, response: nothing, from: ['alert'] },
  /** Grows the alert window to the height that its list wants. */
  'alert:resize': {
    request: z.object({ heightPx: z.int().min(200).max(4_000) }),
    response: nothing,
    from: ['alert'],
  },
  'board:select': {
    request: z.object({ incidentId: Id.nullable() }),
    response: nothing,
    from: ['board'],
  },
  'board:show-settings': { request: nothing, response: nothing, from: ['board', 'join'] },
  'board:clear-while-away': { request: nothing, response: nothing, from: ['board'] },
  'settings:change': { request: Settings.partial(), response: Settings, from: ['settings'] },
  'settings:preview-sound': {
    request: z.object({ pattern: SoundPattern }),
    response: nothing,
    from: ['settings'],
  },
  'settings:test-alarm': { request: nothing, response: nothing, from: ['settings', 'board'] },
  /** 0 minutes ends a mute; a week is the longest, as a team may open no sooner. Critical is never muted. */
  'settings:mute': {
    request: z.object({ minutes: z.int().min(0).max(mostMuteMinutes) }),
    response: nothing,
    from: ['settings', 'board', 'alert', 'room'],
  },
  'settings:leave-hub': { request: nothing, response: nothing, from: ['settings'] },
  'settings:show-join': { request: nothing, response: nothing, from: ['settings', 'board'] },
  /** `rememberOnlyNow`: without a keychain, keeps the token for this run only. */
  'join:accept': {
    request: z.object({
      link: z.string().min(1).max(limits.urlLength),
      rememberOnlyNow: z.boolean(),
    }),
    response: nothing,
    from: ['join'],
  },
  'join:dismiss': { request: nothing, response: nothing, from: ['join'] },
  /** Opens a link of an alert in the user's browser. */
  'link:open': {
    request: z.object({ url: z.string().max(limits.urlLength) }),
    response: z.enum(['opened', 'refused']),
    from: ['board', 'alert', 'room'],
  },
  /** The page has drawn its first view. */
  'page:ready': { request: nothing, response: nothing, from: pageKinds },
  /**
   * The sound window tells what really goes out: after each start or stop, every second while it
   * plays, and at once when the audio device fails or returns. While it fails, `failed` comes again
   * every two seconds (ever less often when nothing is to be played): each time the main process may
   * restart Chromium's audio service, which does not find a sound server again by itself.
   */
  'sound:state': {
    request: z.object({
      state: z.enum(['playing', 'idle', 'failed']),
      /** RMS of what was played in the last moment, 0 to 1. */
      level: z.number().min(0).max(1),
      message: z.string().max(300).nullable(),
    }),
    response: nothing,
    from: ['sound'],
  },
} as const satisfies Record<string, RequestContract>;

interface PushContract {
  payload: z.ZodType;
  to: readonly PageKind[];
}

/** What the main process tells its windows. Views are whole: the last one is the truth. */
export const pushes = {
  'alert:view': { payload: AlertWindowView, to: ['alert'] },
  'board:view': { payload: BoardView, to: ['board'] },
  'room:view': { payload: RoomView, to: ['room'] },
  'room:entries': { payload: RoomEntriesPush, to: ['room'] },
  'room:context': { payload: RoomContextPush, to: ['room'] },
  'room:runbook': { payload: RoomRunbookPush, to: ['room'] },
  'room:work': { payload: RoomWorkPush, to: ['room'] },
  'calendar:view': { payload: CalendarWindowView, to: ['calendar'] },
  'settings:view': { payload: SettingsView, to: ['settings'] },
  'join:view': { payload: JoinView, to: ['join'] },
  'sound:order': { payload: SoundOrder, to: ['sound'] },
  /** What really goes out, for the meter in the settings. */
  'settings:level': {
    payload: z.object({ level: z.number().min(0).max(1) }),
    to: ['settings'],
  },
  'page:theme': {
    payload: z.enum(['dark', 'light']),
    to: ['alert', 'board', 'room', 'reports', 'calendar', 'settings', 'join'],
  },
} as const satisfies Record<string, PushContract>;

export type RequestChannel = keyof typeof requests;
export type PushChannel = keyof typeof pushes;
export type RequestOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['request']>;
export type ResponseOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['response']>;
export type PayloadOf<C extends PushChannel> = z.infer<(typeof pushes)[C]['payload']>;

/** What the preload script puts into each window as `window.tocsin`. */
export interface TocsinApi {
  readonly platform: string;
  request<C extends RequestChannel>(
    channel: C,
    ...payload: RequestOf<C> extends void ? [] : [RequestOf<C>]
  ): Promise<ResponseOf<C>>;
  /** Returns its own unsubscribe. The last value pushed before is delivered at once. */
  on<C extends PushChannel>(channel: C, listener: (payload: PayloadOf<C>) => void): () => void;
}
