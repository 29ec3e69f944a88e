import { toInstant } from '../domain/instant.ts';
import type { DeviceLinks } from '../domain/paging/device-links.ts';
import { ringingPageOf } from '../domain/paging/hearing.ts';
import type { PagingRules } from '../domain/paging/paging-rules.ts';
import { devicesWritten, outOfReach } from '../domain/paging/writing.ts';
import type { WrittenDevice } from '../domain/paging/writing.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { limits } from '../protocol/limits.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Notes to which devices of the people called the pages of incidents were written, and which had no
 * link. Who can be reached in no way at all does not keep the next person waiting.
 * @param incidentIds null: all that are open
 * @returns whether it is to be looked again, since devices may be back in a moment
 */
export function noteWritten(
  surroundings: Surroundings,
  incidentIds: readonly string[] | null,
  links: DeviceLinks,
): Promise<boolean> {
  return surroundings.journal.write((transaction) => {
    const nowMs = surroundings.clock.now();
    const deviceIdsOf = once((personId: string) => transaction.enrolment.deviceIdsOf(personId));
    // Incidents of the same people share one event.
    const groups = new Map<string, { devices: WrittenDevice[]; ids: string[] }>();
    let isAnyToReturn = false;
    const looked = incidentIds ?? transaction.openIncidentIds();
    for (const id of looked) {
      const incident = transaction.incident(id);
      if (!incident) continue;
      const { devices, isAnyReturning } = devicesWritten(incident, deviceIdsOf, links);
      isAnyToReturn ||= isAnyReturning;
      if (devices.length === 0) continue;
      const key = JSON.stringify(devices);
      const group = groups.get(key) ?? { devices, ids: [] };
      groups.set(key, group);
      group.ids.push(id);
    }
    for (const { devices, ids } of groups.values()) tell(transaction, ids, devices, nowMs);
    callOthers(surroundings, transaction, { incidentIds: looked, deviceIdsOf, nowMs });
    return isAnyToReturn;
  });
}

function tell(
  transaction: JournalTransaction,
  ids: readonly string[],
  devices: WrittenDevice[],
  nowMs: number,
): void {
  const base = { type: 'page.written', at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  for (let start = 0; start < ids.length; start += limits.receiptIncidents) {
    const incidentIds = ids.slice(start, start + limits.receiptIncidents);
    transaction.append({ ...base, incidentIds, devices });
  }
}

function callOthers(
  { paging }: Surroundings,
  transaction: JournalTransaction,
  looked: {
    incidentIds: readonly string[];
    deviceIdsOf: (personId: string) => readonly string[];
    nowMs: number;
  },
): void {
  const { incidentIds, deviceIdsOf, nowMs } = looked;
  let rules: PagingRules | undefined;
  for (const incidentId of incidentIds) {
    const incident = transaction.incident(incidentId);
    if (!incident) continue;
    for (const personId of outOfReach(incident, deviceIdsOf)) {
      if (!transaction.isHearingAwaited(incidentId, personId)) continue;
      rules ??= paging.rules(transaction, nowMs);
      if (rules.channelsOf(personId).length > 0) continue;
      // Somebody called for another may have changed who is called.
      const now = transaction.incident(incidentId);
      const found = now && ringingPageOf(now, personId);
      if (!found) continue;
      transaction.append({
        ...{ type: 'page.unheard', at: toInstant(nowMs), actor: { kind: 'hub' } },
        ...{ incidentId, side: found.side, personId, to: 'next' },
      });
    }
  }
}

/** A function that is asked once for each argument. */
function once<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}
