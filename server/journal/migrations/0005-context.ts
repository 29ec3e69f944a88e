/** Context packs and deploys. What an item says stands in the log alone, where `stored_seq` points. */
export const contextTables: readonly string[] = [
  `create table context_items (
    incident_id text not null,
    item_id text not null,
    first_seq integer not null,
    seq integer not null,
    stored_seq integer,
    at text not null,
    size_bytes integer not null,
    primary key (incident_id, item_id)
  ) strict, without rowid`,

  `create table deploys (
    seq integer primary key,
    service text not null,
    at text not null,
    body text not null
  ) strict`,
  `create index deploys_by_service on deploys (service, at)`,
];
