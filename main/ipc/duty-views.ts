import { z } from 'zod';
import { DutyCommand } from '../../server/protocol/commands.ts';
import { Id, Instant, Person, Side } from '../../server/protocol/identity.ts';
import {
  Gap,
  HubProblem,
  RotaView,
  SelfCheck,
  Silence,
  Swap,
} from '../../server/protocol/oncall.ts';
import { ChannelKind, Delivery, ReceiptStage, SeatHold } from '../../server/protocol/paging.ts';
import { PersonView } from './person-view.ts';

/**
 * What the main process shows of pages, of who is on call, and of what calls nobody. All instants, and
 * those that a window sends back in a command, are by this laptop's clock.
 */

/** How far a page to one person got, worst first where nobody hears it. */
export const PageStanding = z.enum([
  'unreachable',
  'unheard',
  'written',
  'received',
  'shown',
  'sounded',
  'seen',
  'acknowledged',
  'declined',
]);
export type PageStanding = z.infer<typeof PageStanding>;

/** A page of a seat with its receipts. */
export const PageView = z.object({
  person: PersonView,
  pagedAt: Instant,
  standing: PageStanding,
  /** In a few words: "laptop rings", "laptop asleep, e-mail sent 03:13". */
  words: z.string(),
  devices: z.array(
    z.object({
      name: z.string(),
      isUnreachable: z.boolean(),
      times: z.partialRecord(ReceiptStage, Instant),
    }),
  ),
  deliveries: z.array(Delivery),
});
export type PageView = z.infer<typeof PageView>;

/** What comes next for a seat that rings: "Next: Bo, in 4:18". */
export const SeatNextView = z.object({ at: Instant, people: z.array(PersonView), round: z.int() });
export type SeatNextView = z.infer<typeof SeatNextView>;

export const SeatHoldView = SeatHold.omit({ by: true }).extend({ by: PersonView.nullable() });
export type SeatHoldView = z.infer<typeof SeatHoldView>;

export const HandoffView = z.object({
  dueAt: Instant,
  from: PersonView,
  toSide: Side,
  /** This person owes it, or may give it. */
  isMine: z.boolean(),
  given: z
    .object({
      at: Instant,
      by: PersonView,
      impact: z.string(),
      tried: z.string(),
      questions: z.string(),
    })
    .nullable(),
});
export type HandoffView = z.infer<typeof HandoffView>;

/** A command about duty that is on its way, or what became of it if that was not what was wanted. */
export const PendingDuty = z.object({
  id: z.uuid(),
  command: DutyCommand,
  state: z.enum(['waiting-for-link', 'sending', 'refused', 'superseded']),
  /** For `refused` and `superseded`: what happened instead, in words. */
  verdict: z.string().nullable(),
});
export type PendingDuty = z.infer<typeof PendingDuty>;

export const RotaRow = RotaView.extend({
  teamName: z.string(),
  /** This person is on call now. */
  isMineNow: z.boolean(),
  /** This person is in it or in its team: they may take shifts, override and swap. */
  isMine: z.boolean(),
  /** Of those on call now, who cannot be reached. */
  unreachableIds: z.array(Id),
});
export type RotaRow = z.infer<typeof RotaRow>;

export const GapRow = Gap.extend({ teamName: z.string(), isMine: z.boolean() });
export type GapRow = z.infer<typeof GapRow>;

export const SwapRow = Swap.extend({
  rotaName: z.string(),
  from: PersonView,
  to: PersonView,
  /** This person is asked. */
  asksMe: z.boolean(),
  /** This person asks. */
  isMine: z.boolean(),
});
export type SwapRow = z.infer<typeof SwapRow>;

export const SilenceRow = Silence.extend({ by: PersonView, isInForce: z.boolean() });
export type SilenceRow = z.infer<typeof SilenceRow>;

/** Who is on call, for the board and the calendar. */
export const OnCallRows = z.object({
  rotas: z.array(RotaRow),
  /** Teams without a rota: all their members are on call. */
  teamsWithoutRota: z.array(
    z.object({ id: Id, name: z.string(), side: Side, members: z.array(PersonView) }),
  ),
  /** The next first. */
  gaps: z.array(GapRow),
  swaps: z.array(SwapRow),
  silences: z.array(SilenceRow),
  problems: z.array(HubProblem),
  pending: z.array(PendingDuty),
});
export type OnCallRows = z.infer<typeof OnCallRows>;

/** A window of its own: the coming weeks. Shifts are asked for by `oncall:calendar`. */
export const CalendarWindowView = z.object({
  me: Person.nullable(),
  isOnline: z.boolean(),
  oncall: OnCallRows,
  /** Everybody whom the hub knows. */
  people: z.array(PersonView),
  /** Changes whenever something in a calendar may have: to be asked for again then. */
  version: z.int(),
  /** What the window was opened for, by a menu; `count` grows each time. */
  sought: z
    .object({
      what: z.enum(['calendar', 'take', 'hand-over', 'silences']),
      rotaId: Id.nullable(),
      count: z.int(),
    })
    .nullable(),
});
export type CalendarWindowView = z.infer<typeof CalendarWindowView>;

/** An audible drill that waits for this person, or has just failed. */
export const DrillView = z.object({
  id: Id,
  /** Names of the rotas; empty when the person tests themselves. */
  rotas: z.array(z.string()),
  startedAt: Instant,
  passBy: Instant,
  state: z.enum(['open', 'passed', 'failed']),
  /** What this laptop found. */
  checks: z.array(SelfCheck),
});
export type DrillView = z.infer<typeof DrillView>;

/** A channel of this person, as the hub's config names it. */
export const ChannelView = z.object({
  name: z.string(),
  kind: ChannelKind,
  address: z.string(),
  afterMs: z.int().min(0),
});
export type ChannelView = z.infer<typeof ChannelView>;
