/** Whether people on call can be heard: their drills, who cannot be reached, and pages nobody heard. */
export const drillTables: readonly string[] = [
  // By the `seq` at which it began. An offer is awaited while its shift may have to be offered on.
  `create table drills (
    seq integer primary key,
    id text not null unique,
    person_id text not null,
    is_open integer not null,
    is_offer_awaited integer not null default 0,
    body text not null
  ) strict`,
  `create index drills_by_person on drills (person_id, seq)`,
  // Who is on call by which rota, as was said last.
  `create table duties (
    rota_id text not null,
    person_id text not null,
    primary key (rota_id, person_id)
  ) strict, without rowid`,
  `create index duties_by_person on duties (person_id)`,
  // Of those on call: how the next drill of theirs is done.
  `create table next_drills (person_id text primary key not null, kind text not null)
    strict, without rowid`,
  `create table unreachable_people (person_id text primary key not null, since text not null)
    strict, without rowid`,
  // Pages that went on to the next person, by when their seat began to ring.
  `create table unheard_pages (
    incident_id text not null,
    person_id text not null,
    ringing_since text not null,
    primary key (incident_id, person_id)
  ) strict, without rowid`,
  `create index devices_by_person on devices (person_id) where revoked_at is null`,
];
