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
  `insert or ignore into shared_events
    select concerned.value, events.seq
    from events, json_each(events.body, '$.incidentIds') as concerned
    where events.type = 'page.receipts'`,

  // Who turned an incident last, found without a walk through its room.
  `create index events_turning on events (incident_id, type, seq) where type in (
    'incident.opened', 'incident.raised', 'incident.lowered',
    'incident.mitigated', 'incident.unmitigated'
  )`,

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
