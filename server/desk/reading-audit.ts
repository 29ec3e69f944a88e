import { auditWords } from '../domain/audit-words.ts';
import type { AuditNames } from '../domain/audit-words.ts';
import type { Actor } from '../protocol/identity.ts';
import type { AuditEntry } from './contract.ts';
import type { Surroundings } from './surroundings.ts';

/** So many of the newest are read. */
const mostEntries = 5_000;

/** What changed the rules of paging since an instant, in order. */
export function readAudit(
  { journal }: Pick<Surroundings, 'journal'>,
  since: string,
): { entries: AuditEntry[] } {
  const names = namesOf(journal);
  const events = journal.audit.newest(since, mostEntries).toReversed();
  return {
    entries: events.flatMap((event): AuditEntry[] => {
      const text = auditWords(event, names);
      if (text === null) return [];
      return [{ at: event.at, type: event.type, by: wordsOf(event.actor, names), text }];
    }),
  };
}

function namesOf({ enrolment }: Surroundings['journal']): AuditNames {
  const nameIn = (rows: readonly { id: string; name: string }[]) => {
    const known = new Map(rows.map(({ id, name }) => [id, name]));
    return (id: string) => known.get(id) ?? id;
  };
  return {
    person: nameIn(enrolment.people()),
    key: nameIn(enrolment.integrations()),
    device: nameIn(enrolment.devices()),
  };
}

function wordsOf(actor: Actor, names: AuditNames): string {
  switch (actor.kind) {
    case 'person':
      return names.person(actor.personId);
    case 'sender':
      return actor.integration;
    case 'hub':
      return 'hub';
  }
}
