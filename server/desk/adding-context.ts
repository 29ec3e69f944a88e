import { toInstant } from '../domain/instant.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import type { ContextAnswer, ContextPack, NewContextItem } from '../protocol/room-api.ts';
import { PackEditor } from './pack-editor.ts';
import { redactItems } from './redacting.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Adds items to the context pack of an incident, all or none; one with the id of an earlier item
 * takes its place, and one that says the same again changes nothing.
 * @throws TocsinError `incident_unknown`, `context_too_large`
 */
export async function addContext(
  surroundings: Surroundings,
  named: string,
  items: readonly NewContextItem[],
  actor: Actor,
): Promise<ContextAnswer> {
  const { journal, clock, newId } = surroundings;
  const redacted = await redactItems(items, surroundings.redactLine);
  return journal.write((transaction) => {
    const incident = transaction.incidentNamed(named);
    if (!incident) throw new TocsinError('incident_unknown');
    const editor = new PackEditor(transaction, incident.id, toInstant(clock.now()), actor);
    const itemIds = redacted.map(({ id = newId(), content }) => {
      editor.put(id, content);
      return id;
    });
    editor.requireFit();
    return { incidentId: incident.id, itemIds };
  });
}

/** @throws TocsinError `incident_unknown` */
export function readContext({ journal }: Surroundings, named: string): Promise<ContextPack> {
  return Promise.try(() => {
    const incident = journal.incidentNamed(named);
    if (!incident) throw new TocsinError('incident_unknown');
    return { items: journal.context.items(incident.id), through: journal.head };
  });
}
