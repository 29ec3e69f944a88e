import type { Incident } from '../../protocol/incident.ts';
import { limits } from '../../protocol/limits.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { closeIfOver } from '../closing.ts';
import type { NewEvent } from '../hub-events.ts';
import type { Records } from '../records.ts';

/** What asking a stopgap's address found, several times in a row. */
export type ProbeFinding = { holds: true } | { holds: false; detail: string };

export interface ProbedStopgap {
  stopgap: Stopgap;
  incident: Incident;
  records: Omit<Records, 'append'>;
}

const actor = { kind: 'hub' } as const;

/**
 * What a finding changes: a stopgap that does not hold any more opens a mitigated incident again,
 * and both sides are called; one that holds again mitigates what it had opened. What is known
 * already changes nothing, nor does a finding about a stopgap that was answered for meanwhile.
 */
export function judgeProbe(probed: ProbedStopgap, finding: ProbeFinding, at: string): NewEvent[] {
  const { stopgap, incident } = probed;
  const isFailing = stopgap.probe?.state === 'failing';
  if (stopgap.state !== 'open' || incident.status === 'resolved') return [];
  if (finding.holds !== isFailing) return [];
  return finding.holds ? recover(probed, at) : fail(probed, finding.detail, at);
}

function fail({ stopgap, incident }: ProbedStopgap, said: string, at: string): NewEvent[] {
  const base = { at, actor, incidentId: incident.id, stopgapId: stopgap.id };
  const detail = said.slice(0, limits.probeDetailLength);
  const failed: NewEvent = { ...base, type: 'stopgap.probe-failed', detail };
  if (incident.status !== 'mitigated') return [failed];
  return [failed, { ...base, type: 'incident.reopened' }];
}

function recover({ stopgap, incident, records }: ProbedStopgap, at: string): NewEvent[] {
  const base = { at, actor, incidentId: incident.id };
  const recovered: NewEvent = {
    ...base,
    type: 'stopgap.probe-recovered',
    stopgapId: stopgap.id,
  };
  const others = records.openStopgapsOf(incident.id).filter(({ id }) => id !== stopgap.id);
  const allHold = others.every(({ probe }) => probe?.state !== 'failing');
  if (incident.status === 'mitigated' || !allHold) return [recovered];
  const isQuiet = closeIfOver(incident, at, actor, others) !== null;
  if (!isQuiet && wasTurned(records, stopgap)) return [recovered];
  return [recovered, { ...base, type: 'incident.mitigated' }];
}

/** Whether anything but the probe said, since the stopgap is in place, that the pain goes on. */
function wasTurned(records: ProbedStopgap['records'], stopgap: Stopgap): boolean {
  return (['incident.raised', 'incident.unmitigated'] as const).some((type) => {
    const turn = records.lastTurn(stopgap.incidentId, type);
    return turn !== undefined && turn.at >= stopgap.installedAt;
  });
}
