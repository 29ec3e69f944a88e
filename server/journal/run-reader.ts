import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { VisibleEvent } from '../protocol/events.ts';
import type { Checklist } from '../protocol/checklist.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export type StepChanged = Extract<VisibleEvent, { type: 'step.changed' }>;

interface ReferenceRow {
  path: string | null;
  hash: string | null;
}

/** Reads how runbooks were carried out. */
export class RunReader {
  readonly #references: Query<ReferenceRow>;
  readonly #checklists: Query<{ body: string }>;
  readonly #changes: Query<{ body: string }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const path = sql<string | null>`json_extract(checklists.body, '$.runbook.path')`;
    const hash = sql<string | null>`json_extract(checklists.body, '$.runbook.hash')`;
    this.#references = bindQuery(
      statements,
      db
        .selectFrom('checklists')
        .select([path.as('path'), hash.as('hash')])
        .distinct()
        .compile(),
    );
    this.#checklists = bindQuery(
      statements,
      db
        .selectFrom('checklists')
        .innerJoin('incidents', 'incidents.id', 'checklists.incident_id')
        .select('checklists.body')
        .where('incidents.status', '=', sql.lit('resolved'))
        .where(path, '=', '')
        .orderBy('checklists.seq', 'desc')
        .limit(sql<number>`${0}`)
        .compile(),
    );
    this.#changes = bindQuery(
      statements,
      db
        .selectFrom('events')
        .select('body')
        .where('incident_id', '=', '')
        .where('type', '=', sql.lit('step.changed'))
        .orderBy('seq')
        .compile(),
    );
  }

  /** All versions that checklists are copies of, by the path that each had. */
  references(): { path: string; hash: string }[] {
    return this.#references.all().flatMap(({ path, hash }) => {
      return path === null || hash === null ? [] : [{ path, hash }];
    });
  }

  /** Copies of a runbook whose incidents are over, the newest first, at most `count`. */
  checklists(path: string, count: number): Checklist[] {
    return this.#checklists.all(path, count).map(({ body }) => JSON.parse(body) as Checklist);
  }

  /** What was done with steps in an incident, in order. */
  changes(incidentId: string): StepChanged[] {
    return this.#changes.all(incidentId).map(({ body }) => JSON.parse(body) as StepChanged);
  }
}
