/** Checklists and the runbooks that they are copies of, stopgaps, and cards; `body` is each as JSON. */
export const workTables: readonly string[] = [
  `update incidents set body = json_set(
    body, '$.checklist', json('null'), '$.openStopgaps', 0, '$.seenBefore', json('[]'),
    '$.noise', json('null')
  )`,

  `create table runbooks (hash text primary key not null, body text not null)
    strict, without rowid`,
  `create table checklists (
    seq integer primary key,
    id text not null unique,
    incident_id text not null,
    body text not null
  ) strict`,
  `create index checklists_by_incident on checklists (incident_id, seq)`,

  `create table runs_under_way (
    seq integer primary key,
    run_id text not null unique,
    body text not null
  ) strict`,

  `create table stopgaps (
    seq integer primary key,
    id text not null unique,
    incident_id text not null,
    service text not null,
    state text not null,
    body text not null
  ) strict`,
  `create index stopgaps_open on stopgaps (incident_id, seq) where state = 'open'`,

  `create table cards (
    incident_id text primary key not null,
    state text not null,
    body text not null
  ) strict, without rowid`,
  `create index cards_waiting on cards (state) where state = 'draft'`,
  `create index cards_unwritten on cards (state) where state = 'unwritten'`,
];
