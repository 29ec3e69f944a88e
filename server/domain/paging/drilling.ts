import type { Drill, SelfCheck } from '../../protocol/oncall.ts';
import { limits } from '../../protocol/limits.ts';
import type { Actor } from '../../protocol/identity.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';

/** Laptops that are up answer a silent drill by themselves within this time. */
export const silentDrillMs = 2 * 60 * 1_000;

/** A drill that was under way when the hub stopped is not failed before laptops had time to come back. */
const afterAbsenceMs = 30 * 1_000;

const hub = { kind: 'hub' } as const;

interface NewDrill {
  id: string;
  kind: Drill['kind'];
  personId: string;
  rotaIds: string[];
  nowMs: number;
  drillConfirmMs: number;
  actor?: Actor;
}

/** Begins a drill of one person. */
export function startDrill(drill: NewDrill): NewEvent {
  const { id, kind, personId, rotaIds, nowMs, drillConfirmMs, actor = hub } = drill;
  const at = toInstant(nowMs);
  const passBy = toInstant(nowMs + (kind === 'audible' ? drillConfirmMs : silentDrillMs));
  return {
    ...{ type: 'drill.started', at, actor },
    drill: {
      ...{ id, kind, personId, rotaIds, startedAt: at, passBy },
      ...{ state: 'open', reports: [], endedAt: null },
    },
  };
}

/** What a device's report of a drill does; what it has told already changes nothing. */
export function takeReport(
  drill: Drill,
  { deviceId, checks }: { deviceId: string; checks: SelfCheck[] },
  { nowMs, actor }: { nowMs: number; actor: Actor },
): NewEvent[] {
  if (drill.state !== 'open') return [];
  const told = drill.reports.find((report) => report.deviceId === deviceId);
  if (told && JSON.stringify(told.checks) === JSON.stringify(checks)) return [];
  const at = toInstant(nowMs);
  const reported: NewEvent = {
    ...{ type: 'drill.reported', at, actor, drillId: drill.id, deviceId },
    checks,
  };
  if (drill.kind === 'audible' || !isFine(checks)) return [reported];
  return [reported, endDrill(drill, { outcome: 'passed', reason: null, nowMs, actor })];
}

/** A person says that they hear their laptop, or says so after all. */
export function endDrill(
  { id, personId }: Pick<Drill, 'id' | 'personId'>,
  end: { outcome: 'passed' | 'failed'; reason: string | null; nowMs: number; actor?: Actor },
): NewEvent {
  const { outcome, reason, nowMs, actor = hub } = end;
  const at = toInstant(nowMs);
  return { type: 'drill.ended', at, actor, drillId: id, personId, outcome, reason };
}

/**
 * What becomes of an open drill whose time is over: it has failed. One that was under way while no hub
 * ran waits a little longer.
 */
export function failDrill(
  drill: Drill,
  { nowMs, hubSinceMs, hasDevices }: { nowMs: number; hubSinceMs: number; hasDevices: boolean },
): NewEvent {
  const untilMs = hubSinceMs + afterAbsenceMs;
  if (Date.parse(drill.startedAt) < hubSinceMs && nowMs < untilMs) {
    return {
      ...{ type: 'look.put-off', at: toInstant(nowMs), actor: hub },
      ...{ kind: 'drill.end', subject: drill.id, until: toInstant(untilMs) },
    };
  }
  const reason = reasonOf(drill, hasDevices).slice(0, limits.reasonLength);
  return endDrill(drill, { outcome: 'failed', reason, nowMs });
}

function reasonOf({ kind, reports }: Drill, hasDevices: boolean): string {
  if (!hasDevices) return 'This person has no laptop that could ring.';
  if (reports.length === 0) return 'No laptop answered.';
  if (kind === 'audible' && reports.some(({ checks }) => isFine(checks))) {
    return 'Nobody confirmed in time that it was heard.';
  }
  const flaws = reports.flatMap(({ checks }) =>
    checks.flatMap(({ name, isOk, detail }) =>
      isOk ? [] : [detail ?? `${name} is not in order.`],
    ),
  );
  return [...new Set(flaws)].join(' ');
}

/** Whether all devices of a person have said of an audible drill that nobody would hear them. */
export function isHopeless({ kind, state, reports }: Drill, deviceIds: readonly string[]): boolean {
  if (kind === 'silent' || state !== 'open') return false;
  return deviceIds.every((id) =>
    reports.some(({ deviceId, checks }) => deviceId === id && !isFine(checks)),
  );
}

/** Whether whoever sits there would hear a page. */
function isFine(checks: readonly SelfCheck[]): boolean {
  return checks.every(({ isOk }) => isOk);
}
