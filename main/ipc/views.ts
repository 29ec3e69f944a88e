import { z } from 'zod';
import { Alert } from '../../server/protocol/alert.ts';
import { CardMatch } from '../../server/protocol/card.ts';
import { ChecklistProgress } from '../../server/protocol/checklist.ts';
import { Id, Instant, Person, Side } from '../../server/protocol/identity.ts';
import { IncidentStatus } from '../../server/protocol/incident.ts';
import { Severity } from '../../server/protocol/severity.ts';
import {
  DrillView,
  HandoffView,
  OnCallRows,
  PageView,
  PendingDuty,
  SeatHoldView,
  SeatNextView,
} from './duty-views.ts';
import { PersonView } from './person-view.ts';
import { CardRow, DutyView, EarlierStopgap, StopgapRow, TeamTimes } from './work-views.ts';

export { PersonView } from './person-view.ts';

/** What the main process shows to its windows. Everything is ready to be drawn: no rules there. */

export const SeatView = z.object({
  side: Side,
  state: z.enum(['ringing', 'acknowledged', 'held']),
  ringingSince: Instant,
  called: z.array(PersonView.extend({ heard: z.boolean() })),
  /** Of everybody in `called`. */
  pages: z.array(PageView),
  /** While it rings: who is called next, and when. */
  next: SeatNextView.nullable(),
  /** When its holder is asked again; null: not. */
  leaseUntil: Instant.nullable(),
  /** Whose acknowledgement ran out, while it rings for that: "You had it. Still on it?" */
  askedAgain: PersonView.nullable(),
  /** Why it is silent although nobody has it. */
  hold: SeatHoldView.nullable(),
  acknowledgedBy: PersonView.nullable(),
  acknowledgedAt: Instant.nullable(),
  isMine: z.boolean(),
  /** This person may let that side sleep now. */
  mayStandDown: z.boolean(),
});
export type SeatView = z.infer<typeof SeatView>;

/** A command of this laptop that the hub has not answered yet, or has refused. */
export const PendingView = z.object({
  command: z.enum([
    'acknowledge',
    'unacknowledge',
    'resolve',
    'silence',
    'mitigate',
    'unmitigate',
    'set-severity',
    'page',
    'snooze',
    'decline',
    'stand-down',
    'call-back',
    'handoff',
  ]),
  state: z.enum(['sending', 'waiting-for-link', 'refused']),
  /** For `refused`: what happened instead, in words. */
  message: z.string().nullable(),
});
export type PendingView = z.infer<typeof PendingView>;

export const IncidentRow = z.object({
  id: Id,
  number: z.int(),
  service: z.string(),
  title: z.string(),
  severity: Severity,
  status: IncidentStatus,
  openedAt: Instant,
  updatedAt: Instant,
  seats: z.object({ developer: SeatView, sre: SeatView }),
  firingCount: z.int(),
  alertCount: z.int(),
  unseenCount: z.int(),
  /** A few labels worth reading from a distance, e.g. region and instance. */
  facts: z.array(z.string()).max(6),
  /** Rings this person now (not acknowledged by their side, not resolved). */
  callsMe: z.boolean(),
  /** Who pages this person by name; null when nobody does. */
  pagedBy: z.string().nullable(),
  /** Messages in its room that this person has not seen, as far as this laptop knows. */
  unreadCount: z.int().min(0),
  /** One of them mentions this person. */
  mentionsMe: z.boolean(),
  silencedUntil: Instant.nullable(),
  /** Of its checklists; null while it has none. */
  checklist: ChecklistProgress.nullable(),
  /** Its own stopgaps that nobody has answered for. */
  openStopgaps: z.int().min(0),
  /** Stopgaps of its service that are open since earlier incidents; overdue first. */
  earlierStopgaps: z.array(EarlierStopgap).max(5),
  /** Cards of incidents like this one, the most alike first. */
  seenBefore: z.array(CardMatch),
  /** Why it should not have called anybody; null when nobody says so. */
  noise: z.string().nullable(),
  /** What one side leaves the other. */
  handoff: HandoffView.nullable(),
  resolvedAt: Instant.nullable(),
  /** In words: "Raj", "Alertmanager quick-start", "its time ran out". */
  resolvedBy: z.string().nullable(),
  pending: PendingView.nullable(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

export const LinkView = z.object({
  state: z.enum(['not-joined', 'connecting', 'catching-up', 'online', 'cut-off', 'refused']),
  hub: z.string().nullable(),
  /** Since when the link has this state. */
  since: Instant,
  /** When the next try starts, while cut off. */
  nextTryAt: Instant.nullable(),
  roundTripMs: z.number().nullable(),
  /** For `cut-off` and `refused`: what to do, in words. */
  message: z.string().nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

export const SoundView = z.object({
  /** Whether this laptop can be heard, as far as the app can tell. */
  device: z.enum(['unknown', 'audible', 'silent']),
  /** For `silent`: why, in words. */
  message: z.string().nullable(),
  mutedUntil: Instant.nullable(),
});
export type SoundView = z.infer<typeof SoundView>;

/** How loud it is right now, and why, as the loudness rule says. */
export const LoudnessView = z.object({
  /** `knock`: somebody mentions this person. */
  level: z.enum(['siren', 'chime', 'tick', 'knock', 'silent']),
  /** The incident that sounds, when one does. */
  incidentId: Id.nullable(),
  reason: z.string(),
});
export type LoudnessView = z.infer<typeof LoudnessView>;

export const AlertWindowView = z.object({
  me: Person.nullable(),
  link: LinkView,
  sound: SoundView,
  loudness: LoudnessView,
  /** Open incidents that call me first, worst first; then the other open ones. */
  incidents: z.array(IncidentRow),
  ringingCount: z.int(),
  serviceCount: z.int(),
  isTest: z.boolean(),
  /** Rings, or has just failed; comes after incidents that ring. */
  drill: DrillView.nullable(),
  /** This person's. */
  teams: z.array(TeamTimes),
});
export type AlertWindowView = z.infer<typeof AlertWindowView>;

export const BoardView = z.object({
  me: Person.nullable(),
  link: LinkView,
  sound: SoundView,
  /** Everybody whom the hub knows, for the search. */
  people: z.array(PersonView),
  open: z.array(IncidentRow),
  recent: z.array(IncidentRow),
  /** All that are open, overdue first, then the oldest. */
  stopgaps: z.array(StopgapRow),
  /** Cards that wait for their team, those of this person's teams first. */
  cards: z.array(CardRow),
  /** What waits for this person. */
  duties: z.array(DutyView),
  oncall: OnCallRows,
  drill: DrillView.nullable(),
  teams: z.array(TeamTimes),
  /** Handled while this laptop was cut off or asleep, newest first. */
  whileAway: z.array(z.object({ at: Instant, incidentId: Id, text: z.string() })),
  selected: z.object({ incident: IncidentRow, alerts: z.array(Alert) }).nullable(),
});
export type BoardView = z.infer<typeof BoardView>;

export const Theme = z.enum(['system', 'dark', 'light']);

/** What a person may set; stored on the laptop. */
export const Settings = z.object({
  volume: z.number().min(0).max(1),
  theme: Theme,
  startAtLogin: z.boolean(),
  /** Being cut off becomes loud after this long. */
  cutOffLoudAfterSeconds: z.int().min(5).max(3_600),
  /** Warnings and infos make no sound within these hours, local time; null: always sound. */
  quietHours: z
    .object({
      from: z.string().regex(/^\d\d:\d\d$/),
      to: z.string().regex(/^\d\d:\d\d$/),
    })
    .nullable(),
  /** A file with further certificate authorities for the link to the hub. */
  extraCaFile: z.string().max(1_024).nullable(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsView = z.object({
  settings: Settings,
  me: Person.nullable(),
  link: LinkView,
  sound: SoundView,
  version: z.string(),
  /** Where the device token is kept. */
  tokenPlace: z.enum(['keychain', 'memory', 'none']),
  /** Null when the desktop shows tray icons; otherwise what to do, in words. */
  trayAdvice: z.string().nullable(),
  /** Tests of channels on their way, or refused. */
  pendingDuties: z.array(PendingDuty),
  /** This person's. */
  teams: z.array(TeamTimes),
});
export type SettingsView = z.infer<typeof SettingsView>;

export const JoinView = z.object({
  /** A link that arrived from outside waits here for the user's yes. */
  offered: z.object({ link: z.string(), hub: z.string() }).nullable(),
  state: z.enum(['idle', 'joining', 'no-keychain', 'joined', 'failed']),
  message: z.string().nullable(),
  link: LinkView,
});
export type JoinView = z.infer<typeof JoinView>;

export const SoundPattern = z.enum([
  'critical',
  'error',
  'warning',
  'info',
  'mention',
  'cut-off',
  'drill',
]);
export type SoundPattern = z.infer<typeof SoundPattern>;

/** What the sound window is to play now; null pattern: silence. */
export const SoundOrder = z.object({
  pattern: SoundPattern.nullable(),
  volume: z.number().min(0).max(1),
  /** Loudness has grown since this moment; a later one starts softly again. */
  since: Instant,
  /** Plays once, softly grown at once: a preview. */
  isPreview: z.boolean(),
});
export type SoundOrder = z.infer<typeof SoundOrder>;
