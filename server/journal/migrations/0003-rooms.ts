/** Incidents know who is paged by name; rooms keep messages and what people have read. */
export const roomTables = [
  `update incidents set body = json_set(body, '$.paged', json('{}'), '$.mitigatedAt', null)`,
  `create index events_by_incident on events (incident_id, seq) where incident_id is not null`,

  // Events of several incidents at once, which the index above cannot find.
  `create table shared_events (
    incident_id text not null,
    seq integer not null,
    primary key (incident_id, seq)
  ) strict, without rowid`,

  `create table messages (
    message_id text primary key not null,
    incident_id text not null,
    seq integer not null,
    body text not null
  ) strict, without rowid`,

  `create table reads (
    incident_id text not null,
    person_id text not null,
    up_to integer not null,
    primary key (incident_id, person_id)
  ) strict, without rowid`,
];
