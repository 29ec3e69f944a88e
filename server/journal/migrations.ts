import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { roomTables } from './migrations/0003-rooms.ts';
import { attachmentTables } from './migrations/0004-attachments.ts';
import { contextTables } from './migrations/0005-context.ts';
import { searchTables } from './migrations/0006-search.ts';
import { workTables } from './migrations/0007-work.ts';
import { lessonTables } from './migrations/0008-lessons.ts';
import { figureTables } from './migrations/0009-figures.ts';
import { seatTables } from './migrations/0011-seats.ts';
import { drillTables } from './migrations/0012-drills.ts';
import { rotaTables } from './migrations/0010-rotas.ts';
import { deliveryTables } from './migrations/0013-deliveries.ts';
import { auditIndex } from './migrations/0014-audit.ts';

/** Every change of the tables, in order of name. A released migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': { up: (db) => run(db, firstTables) },
  '0002-epochs': { up: createEpochs },
  '0003-rooms': { up: (db) => run(db, roomTables) },
  '0004-attachments': { up: (db) => run(db, attachmentTables) },
  '0005-context': { up: (db) => run(db, contextTables) },
  '0006-search': { up: (db) => run(db, searchTables) },
  '0007-work': { up: (db) => run(db, workTables) },
  '0008-lessons': { up: (db) => run(db, lessonTables) },
  '0009-figures': { up: (db) => run(db, figureTables) },
  '0010-rotas': { up: (db) => run(db, rotaTables) },
  '0011-seats': { up: (db) => run(db, seatTables) },
  '0012-drills': { up: (db) => run(db, drillTables) },
  '0013-deliveries': { up: (db) => run(db, deliveryTables) },
  '0014-audit': { up: (db) => run(db, auditIndex) },
};

const firstTables = [
  `create table meta (key text primary key not null, value text not null) strict, without rowid`,

  `create table events (
    seq integer primary key,
    at text not null,
    type text not null,
    incident_id text,
    body text not null
  ) strict`,

  `create table incidents (
    number integer primary key,
    id text not null unique,
    service text not null,
    status text not null,
    resolved_at text,
    body text not null
  ) strict`,
  `create index incidents_open on incidents (service, number) where status <> 'resolved'`,
  `create index incidents_resolved on incidents (resolved_at) where status = 'resolved'`,

  `create table alerts (
    opened_seq integer primary key,
    id text not null unique,
    incident_id text not null references incidents (id),
    integration text not null,
    dedup_key text not null,
    status text not null,
    sender_starts_at text,
    sender_ended_at text,
    body text not null
  ) strict`,
  `create index alerts_by_key on alerts (dedup_key, integration, opened_seq)`,
  `create index alerts_by_incident on alerts (incident_id, opened_seq)`,

  `create table unseen_groups (
    group_key text not null,
    incident_id text not null references incidents (id),
    primary key (group_key, incident_id)
  ) strict, without rowid`,

  `create table people (id text primary key not null, name text not null, side text not null)
    strict, without rowid`,
  `create table devices (
    id text primary key not null,
    person_id text not null references people (id),
    name text not null,
    sound text,
    platform text,
    token_hash text unique,
    enrolled_at text not null,
    revoked_at text
  ) strict, without rowid`,
  `create table receipts (
    incident_id text not null references incidents (id),
    device_id text not null references devices (id),
    stage text not null,
    at text not null,
    primary key (incident_id, device_id, stage)
  ) strict, without rowid`,
  `create table invites (
    code_hash text primary key not null,
    person_id text not null,
    person_name text not null,
    side text not null,
    expires_at text not null,
    used_at text
  ) strict, without rowid`,
  `create table integrations (
    id text primary key not null,
    name text not null,
    sender text not null,
    service text,
    mapping text,
    secret_hash text not null unique,
    created_at text not null,
    revoked_at text
  ) strict, without rowid`,

  `create table due (
    kind text not null,
    subject text not null,
    due_at integer not null,
    primary key (kind, subject)
  ) strict, without rowid`,
  `create index due_next on due (due_at)`,

  `create table answers (
    id integer primary key,
    command_id text not null unique,
    device_id text not null,
    digest text not null,
    answer text not null,
    at text not null
  ) strict`,
  `create index answers_by_age on answers (at)`,
];

async function run(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Existing events belong to no epoch; the next one to be written begins the first. */
async function createEpochs(db: Kysely<unknown>): Promise<void> {
  const columns = 'first_seq integer primary key, id text not null unique';
  await sql.raw(`create table epochs (${columns}) strict`).execute(db);
}
