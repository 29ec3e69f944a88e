/**
 * What reports are counted from: small rows, in order of time. Times are epoch ms, durations ms since
 * the incident opened. A database that has incidents already gets these tables as it is opened.
 */
export const figureTables: readonly string[] = [
  // Services, people and lists of callees, by a short number.
  `create table figure_names (
    id integer primary key,
    kind text not null,
    name text not null,
    unique (kind, name)
  ) strict`,
  `create table figure_incidents (
    opened_ms integer not null,
    number integer not null,
    service integer not null,
    callees integer not null,
    developer_after_ms integer,
    developer_by integer,
    sre_after_ms integer,
    sre_by integer,
    mitigated_after_ms integer,
    is_noise integer not null default 0,
    primary key (opened_ms, number)
  ) strict, without rowid`,
  `create index figure_incidents_noise on figure_incidents (opened_ms, number) where is_noise = 1`,
  // Calls after an incident opened.
  `create table figure_calls (
    at_ms integer not null,
    seq integer not null,
    number integer not null,
    service integer not null,
    callees integer not null,
    primary key (at_ms, seq)
  ) strict, without rowid`,
  `create table figure_stopgaps (
    installed_ms integer not null,
    seq integer not null,
    id text not null unique,
    service integer not null,
    owner integer,
    ended_ms integer,
    primary key (installed_ms, seq)
  ) strict, without rowid`,
  `create table figure_extensions (
    at_ms integer not null,
    seq integer not null,
    stopgap_id text not null,
    primary key (at_ms, seq)
  ) strict, without rowid`,
];
