import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { KnownAlert } from '../domain/known-alert.ts';
import type { Alert } from '../protocol/alert.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type AlertRow = Pick<Tables['alerts'], 'id' | 'sender_starts_at' | 'sender_ended_at' | 'body'>;

const columns = ['id', 'sender_starts_at', 'sender_ended_at', 'body'] as const;

/** Alerts as of the last appended event. What one job reads or writes is kept until it ends. */
export class AlertTable {
  readonly #ofJob = new Map<string, KnownAlert>();
  readonly #byId: Query<AlertRow>;
  readonly #latest: Query<AlertRow>;
  readonly #firing: Query<{ id: string }>;
  readonly #insert: Query<unknown>;
  readonly #update: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const select = db.selectFrom('alerts').select(columns);
    this.#byId = bindQuery(statements, select.where('id', '=', '').compile());
    this.#latest = bindQuery(
      statements,
      select
        .where('dedup_key', '=', '')
        .where('integration', '=', '')
        .orderBy('opened_seq', 'desc')
        .limit(sql.lit(1))
        .compile(),
    );
    this.#firing = bindQuery(
      statements,
      db
        .selectFrom('alerts')
        .select('id')
        .where('incident_id', '=', '')
        .where('status', '=', sql.lit('firing'))
        .orderBy('opened_seq')
        .compile(),
    );
    this.#insert = bindQuery(
      statements,
      db
        .insertInto('alerts')
        .values({
          opened_seq: 0,
          id: '',
          incident_id: '',
          integration: '',
          dedup_key: '',
          status: '',
          sender_starts_at: '',
          sender_ended_at: '',
          body: '',
        })
        .compile(),
    );
    this.#update = bindQuery(
      statements,
      db
        .updateTable('alerts')
        .set({ status: '', sender_starts_at: '', sender_ended_at: '', body: '' })
        .where('id', '=', '')
        .compile(),
    );
  }

  byId(alertId: string): KnownAlert | undefined {
    return this.#ofJob.get(alertId) ?? this.#learn(this.#byId.get(alertId));
  }

  /** Newest episode of a dedup key of an integration. */
  latest(integration: string, dedupKey: string): KnownAlert | undefined {
    return this.#learn(this.#latest.get(dedupKey, integration));
  }

  /** In the order in which they began. */
  firingIds(incidentId: string): string[] {
    return this.#firing.all(incidentId).map(({ id }) => id);
  }

  insert(known: KnownAlert, openedSeq: number): void {
    const { alert, senderStartsAt, senderEndedAt } = known;
    this.#insert.run(
      openedSeq,
      alert.id,
      alert.incidentId,
      alert.integration,
      alert.dedupKey,
      alert.status,
      senderStartsAt,
      senderEndedAt,
      JSON.stringify(alert),
    );
    this.#ofJob.set(alert.id, known);
  }

  update(known: KnownAlert): void {
    const { alert, senderStartsAt, senderEndedAt } = known;
    this.#update.run(alert.status, senderStartsAt, senderEndedAt, JSON.stringify(alert), alert.id);
    this.#ofJob.set(alert.id, known);
  }

  /** Forgets what the job read, when it ends in any way. */
  endJob(): void {
    this.#ofJob.clear();
  }

  #learn(row: AlertRow | undefined): KnownAlert | undefined {
    if (!row) return undefined;
    const held = this.#ofJob.get(row.id);
    if (held) return held;
    const known: KnownAlert = {
      alert: JSON.parse(row.body) as Alert,
      senderStartsAt: row.sender_starts_at,
      senderEndedAt: row.sender_ended_at,
    };
    this.#ofJob.set(row.id, known);
    return known;
  }
}
