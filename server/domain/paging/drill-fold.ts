import type { Drill } from '../../protocol/oncall.ts';
import type { JournalEvent } from '../hub-events.ts';

export type DrillEvent = Extract<
  JournalEvent,
  { type: 'drill.started' | 'drill.reported' | 'drill.ended' }
>;

/** What an event does to its drill. What has passed has passed. */
export function foldDrill(
  drill: Drill,
  event: Exclude<DrillEvent, { type: 'drill.started' }>,
): Drill {
  if (event.drillId !== drill.id || drill.state === 'passed') return drill;
  if (event.type === 'drill.ended') return { ...drill, state: event.outcome, endedAt: event.at };
  const { deviceId, at, checks } = event;
  const others = drill.reports.filter((report) => report.deviceId !== deviceId);
  return { ...drill, reports: [...others, { deviceId, at, checks }] };
}
