import { createHash } from 'node:crypto';
import { takeIn } from '../domain/intake.ts';
import type { IntakeBatch } from '../domain/intake.ts';
import { limits } from '../protocol/limits.ts';
import type { IncomingBatch, IncomingGroup, IngestOutcome } from './contract.ts';
import { equip } from './equipping.ts';
import { circumstancesOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Takes in what a sender sent: one job of the journal, however many alerts it brings. */
export function ingest(surroundings: Surroundings, batch: IncomingBatch): Promise<IngestOutcome> {
  const { integration, alerts, group } = batch;
  return take(surroundings, {
    source: integration,
    alerts,
    group: group && scopeGroup(group, integration.name),
  });
}

/** Takes in alerts of any source. */
export function take(surroundings: Surroundings, batch: IntakeBatch): Promise<IngestOutcome> {
  return surroundings.journal.write((records) => {
    const circumstances = circumstancesOf(surroundings, records);
    return takeIn(records, batch, circumstances, (opened) =>
      equip(surroundings, records, opened, circumstances),
    );
  });
}

/** Two senders may name their groups alike, and a whole group of one says nothing of the other's. */
function scopeGroup({ groupKey, unseen }: IncomingGroup, integration: string): IncomingGroup {
  const scoped = `${integration}: ${groupKey}`;
  if (scoped.length <= limits.dedupKeyLength) return { groupKey: scoped, unseen };
  const hash = createHash('sha256').update(scoped).digest('hex');
  return {
    groupKey: `${scoped.slice(0, limits.dedupKeyLength - hash.length - 1)} ${hash}`,
    unseen,
  };
}
