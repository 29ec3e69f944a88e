import { z } from 'zod';
import { Id, Instant, Side } from './identity.ts';
import { limits } from './limits.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * `GET /api/reports`: what happened from `since` on and before `until`. What is given beside these
 * narrows it down: to incidents of a service; to those of a team's services, and of their two sides
 * to the team's own; to one side; to one person's pages and answers, and the incidents for which they
 * were called within that time.
 */
export const ReportQuery = z
  .object({
    since: Instant,
    until: Instant,
    service: z.string().min(1).max(limits.serviceLength).optional(),
    team: Id.optional(),
    side: Side.optional(),
    personId: Id.optional(),
  })
  .refine(({ since, until }) => since < until, {
    path: ['until'],
    message: 'must be later than since',
  })
  .refine(
    ({ since, until }) => Date.parse(until) - Date.parse(since) <= limits.reportDays * dayMs,
    {
      path: ['since'],
      message: `must be at most ${limits.reportDays} days before until`,
    },
  );
export type ReportQuery = z.infer<typeof ReportQuery>;

export const reportFormats = ['json', 'csv'] as const;
export const ReportFormat = z.enum(reportFormats);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** A day as `YYYY-MM-DD`: the Monday with which a week begins, at 00:00 UTC. */
export const Monday = z.iso.date();

const Count = z.int().min(0);

/**
 * How long something took, in whole seconds, rounded down; nothing takes less than 0 s, though clocks
 * are set back. Median and 90th percentile are by nearest rank: values that were really measured.
 * Both are null when `count` is 0.
 */
export const Spread = z.object({
  count: Count,
  medianSeconds: Count.nullable(),
  p90Seconds: Count.nullable(),
});
export type Spread = z.infer<typeof Spread>;

/** How often one was called, and how fast one answered. */
export const PageFigures = z.object({
  /**
   * A page is one person called for one incident, each time that they begin to be called: everybody
   * who is called as it opens; whom a seat that rings calls later, or calls after it had fallen silent
   * (the severity rose, it was given back, an acknowledgement ran out, a hold was over); and who is paged
   * by name. Whoever is called already is not paged anew. Counts in the week of the page.
   */
  pages: Count,
  /** Those that came in the person's own sleep hours, in their own time zone at that instant. */
  nightPages: Count,
  /**
   * From the opening of the incident to the first time that the seat was acknowledged; one for each
   * seat. Counts in the week in which the incident opened.
   */
  acknowledge: Spread,
});
export type PageFigures = z.infer<typeof PageFigures>;

/** All but pages and stopgaps count in the week in which the incident opened. */
export const Figures = PageFigures.extend({
  /** Incidents that opened. */
  incidents: Count,
  /** From the opening of the incident until it was mitigated or resolved for the first time. */
  mitigate: Spread,
  /** Incidents whose developer seat nobody has acknowledged to this day. Of the developer side. */
  unanswered: Count,
  /** Incidents that are marked as noise. */
  noise: Count,
  /** Stopgaps that were installed. These and the following are of the developer side. */
  stopgapsInstalled: Count,
  /** Stopgaps that were open as the week, or the time that was asked for, ended. */
  stopgapsOpen: Count,
  /** How often a stopgap was extended. */
  stopgapsExtended: Count,
});
export type Figures = z.infer<typeof Figures>;

export const WeekFigures = Figures.extend({ week: Monday });
export type WeekFigures = z.infer<typeof WeekFigures>;

export const PersonWeekFigures = PageFigures.extend({ week: Monday });
export type PersonWeekFigures = z.infer<typeof PersonWeekFigures>;

/** Figures of all the time that was asked for, and of the weeks in which there was anything. */
export const ReportRow = z.object({
  id: z.string().min(1).max(limits.serviceLength),
  name: z.string().max(limits.serviceLength),
  total: Figures,
  weeks: z.array(WeekFigures),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** The load of one person; who left keeps their id for a name. */
export const PersonReportRow = z.object({
  id: Id,
  name: z.string().max(limits.nameLength),
  side: Side.nullable(),
  total: PageFigures,
  weeks: z.array(PersonWeekFigures),
});
export type PersonReportRow = z.infer<typeof PersonReportRow>;

export const NoiseRow = z.object({
  incidentId: Id,
  number: z.int().min(1),
  service: z.string(),
  title: z.string(),
  openedAt: Instant,
  reason: z.string(),
  /** Who marked it. */
  personId: Id,
  personName: z.string(),
});
export type NoiseRow = z.infer<typeof NoiseRow>;

/** What can be asked for: all of the config, and who or what had anything in that time. */
const Choice = z.object({ id: z.string(), name: z.string() });

/**
 * What happened in a span of time. Zones, sleep hours, teams and names are those of the config now.
 * Rows of teams, services and people have what had most pages first, and are those that had anything;
 * `leftOut` counts the rows beyond `limits.reportRows` of each kind.
 */
export const Reports = z.object({
  since: Instant,
  until: Instant,
  /** All that the time touches, in order; the first and the last may be there in part. */
  weeks: z.array(Monday),
  total: Figures,
  totalWeeks: z.array(WeekFigures),
  sides: z.array(ReportRow),
  teams: z.array(ReportRow),
  services: z.array(ReportRow),
  people: z.array(PersonReportRow),
  leftOut: z.object({ teams: Count, services: Count, people: Count, noise: Count }),
  /** Incidents of that time that are marked as noise, the newest first. */
  noise: z.array(NoiseRow),
  choices: z.object({
    teams: z.array(Choice.extend({ side: Side })),
    services: z.array(Choice),
    people: z.array(Choice.extend({ side: Side })),
  }),
});
export type Reports = z.infer<typeof Reports>;
