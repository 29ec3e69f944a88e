/** Pages on their way over channels, the links that were sent with them, and tests of channels. */
export const deliveryTables: readonly string[] = [
  // `body` is the delivery as JSON; `due_ms` is null unless it waits, and `sent_ms` until it is sent.
  `create table deliveries (
    seq integer primary key,
    id text not null unique,
    incident_id text not null,
    side text not null,
    person_id text not null,
    name text not null,
    due_ms integer,
    sent_ms integer,
    body text not null
  ) strict`,
  `create index deliveries_due on deliveries (name, due_ms, person_id) where due_ms is not null`,
  `create index deliveries_waiting on deliveries (incident_id, seq) where due_ms is not null`,
  `create index deliveries_sent on deliveries (person_id, name, sent_ms)
    where sent_ms is not null`,

  // `ended` is what ended its page, as JSON.
  `create table links (
    token_hash text primary key not null,
    incident_id text not null,
    side text not null,
    delivery_id text not null,
    person_id text not null,
    expires_ms integer not null,
    used_at text,
    ended text
  ) strict, without rowid`,
  `create index links_open on links (incident_id) where ended is null`,

  // Those that nothing is known of yet; `body` is the event that asked for the test, as JSON.
  `create table channel_tests (
    seq integer primary key,
    test_id text not null unique,
    body text not null
  ) strict`,

  // Whoever is paged again has heard nothing yet, on none of their devices.
  `create index devices_of_person on devices (person_id)`,
];
