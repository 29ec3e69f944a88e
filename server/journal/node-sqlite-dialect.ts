import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import type { SQLInputValue } from 'node:sqlite';
import type { Statements } from './statements.ts';

/** Kysely over one connection of `node:sqlite`, sharing its prepared statements. */
export function createNodeSqliteDialect(statements: Statements): Dialect {
  return {
    createAdapter: () => new NodeSqliteAdapter(),
    createDriver: () => createDriver(statements),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** So that each migration happens whole or not at all. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function createDriver(statements: Statements): Driver {
  const connection = createConnection(statements);
  const exec = (sql: string) => async (held: DatabaseConnection) => {
    await held.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: exec('begin'),
    commitTransaction: exec('commit'),
    rollbackTransaction: exec('rollback'),
    releaseConnection: () => Promise.resolve(),
    // The database belongs to whoever opened it.
    destroy: () => Promise.resolve(),
  };
}

function createConnection(statements: Statements): DatabaseConnection {
  return {
    executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      return Promise.resolve(runQuery<Row>(statements, query));
    },
    streamQuery() {
      throw new Error('Streaming is not supported by this dialect.');
    },
  };
}

function runQuery<Row>(statements: Statements, query: CompiledQuery): QueryResult<Row> {
  const statement = statements.of(query.sql);
  const parameters = query.parameters as SQLInputValue[];
  if (statement.columns().length > 0) return { rows: statement.all(...parameters) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}
