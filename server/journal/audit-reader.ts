import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { isAudited } from './migrations/0014-audit.ts';
import type { auditedTypes } from './migrations/0014-audit.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export type AuditedEvent = Extract<JournalEvent, { type: (typeof auditedTypes)[number] }>;
export type ConfigEvent = Extract<AuditedEvent, { type: 'config.applied' | 'config.refused' }>;

/** Reads what changed the rules of paging. */
export class AuditReader {
  readonly #newest: Query<{ body: string }>;
  readonly #newestOf: Query<{ body: string }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const audited = db
      .selectFrom('events')
      .select('body')
      .where(sql<boolean>`${sql.raw(isAudited)}`);
    this.#newest = bindQuery(
      statements,
      audited
        .where('at', '>=', '')
        .orderBy('seq', 'desc')
        .limit(sql<number>`${0}`)
        .compile(),
    );
    this.#newestOf = bindQuery(
      statements,
      audited.where('type', 'in', ['', '']).orderBy('seq', 'desc').limit(sql.lit(1)).compile(),
    );
  }

  /** Events since an instant, the newest first, at most `count`. */
  newest(since: string, count: number): AuditedEvent[] {
    return this.#newest.all(since, count).map(({ body }) => JSON.parse(body) as AuditedEvent);
  }

  /** What became of the config the last time that something became of it. */
  lastConfigEvent(): ConfigEvent | undefined {
    const row = this.#newestOf.get('config.applied', 'config.refused');
    return row && (JSON.parse(row.body) as ConfigEvent);
  }

  /** The config that came into force last. */
  lastAppliedConfig(): Extract<ConfigEvent, { type: 'config.applied' }> | undefined {
    const row = this.#newestOf.get('config.applied', 'config.applied');
    return row && (JSON.parse(row.body) as Extract<ConfigEvent, { type: 'config.applied' }>);
  }
}
