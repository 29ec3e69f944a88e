import type { CardContent } from '../../protocol/card.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import { limits } from '../../protocol/limits.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { businessDaysLater } from '../business-days.ts';
import { duration, utc } from '../export/markdown-times.ts';
import { inline } from '../export/markdown-text.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { OwningTeam } from '../work-rules.ts';

/** A team has this long to accept, edit or waive what was drafted for it. */
const businessDays = 3;
const dayMs = 24 * 60 * 60 * 1_000;

const sideNames: Record<Side, string> = { developer: 'developer', sre: 'SRE' };

/** What a card is drafted from. */
export interface Resolved {
  /** As it was resolved. */
  incident: Incident;
  /** All that were installed, in order. */
  stopgaps: readonly Stopgap[];
  /** Null when the config names none. */
  team: OwningTeam | null;
}

/** The card of an incident that is resolved: what the journal knows of it; the rest is to be said. */
export function draftCard({ incident, stopgaps, team }: Resolved, nowMs: number): NewEvent {
  const dueMs = team
    ? businessDaysLater(team.hours, nowMs, businessDays)
    : nowMs + businessDays * dayMs;
  return {
    type: 'card.drafted',
    at: toInstant(nowMs),
    actor: { kind: 'hub' },
    incidentId: incident.id,
    team: team?.reference ?? null,
    dueAt: toInstant(dueMs),
    content: {
      symptom: cut(symptomOf(incident)),
      impact: cut(impactOf(incident)),
      stopgap: cut(stopgaps.map(stopgapLine).join('\n')),
      ...{ cause: '', test: '', change: '', followUps: [] },
    } satisfies CardContent,
  };
}

function symptomOf({ title, severity, service, alertCount }: Incident): string {
  const more = alertCount > 1 ? `; ${alertCount} alerts` : '';
  return `${inline(title)} (${severity} on ${inline(service)}${more})`;
}

function impactOf({ openedAt, mitigatedAt, resolvedAt, seats }: Incident): string {
  const after = (instant: string): string => duration(Date.parse(instant) - Date.parse(openedAt));
  const answers = sides.map((side) => {
    const { acknowledgedAt } = seats[side];
    const name = sideNames[side];
    return acknowledgedAt === null
      ? `the ${name} side never answered`
      : `the ${name} side answered after ${after(acknowledgedAt)}`;
  });
  const mitigated = mitigatedAt === null ? '' : ` Mitigated after ${after(mitigatedAt)}.`;
  const resolved = resolvedAt === null ? '' : ` Resolved after ${after(resolvedAt)}.`;
  return `From ${utc(openedAt)}: ${answers.join(', ')}.${mitigated}${resolved}`;
}

function stopgapLine({ what, undo, state }: Stopgap): string {
  const end = { open: 'still in place', undone: 'undone', permanent: 'here to stay' }[state];
  return `- ${inline(what)} (${end}; undo: ${inline(undo)})`;
}

function cut(text: string): string {
  return text.slice(0, limits.cardTextLength);
}
