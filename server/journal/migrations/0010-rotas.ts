/** Who is on call: changes of rotas, and what was said of shifts and gaps. Times in epoch ms. */
export const rotaTables: readonly string[] = [
  `create table overrides (
    seq integer primary key,
    id text not null unique,
    from_ms integer not null,
    until_ms integer not null,
    -- Who took it back, and when, as JSON.
    removal text,
    body text not null
  ) strict`,
  `create index overrides_by_end on overrides (until_ms) where removal is null`,
  `create table swaps (
    seq integer primary key,
    id text not null unique,
    state text not null,
    -- Who answered, and when, as JSON.
    answer text,
    body text not null
  ) strict`,
  `create index swaps_open on swaps (seq) where state = 'asked'`,
  // Who was on call when that was last looked at, as JSON.
  `create table announced_shifts (rota_id text primary key not null, body text not null)
    strict, without rowid`,
  // Gaps that the teams were warned of and that were still there then, as JSON.
  `create table warned_gaps (place integer primary key, body text not null) strict`,
  `create table subscriptions (
    token_hash text primary key not null,
    person_id text not null,
    rota_id text
  ) strict, without rowid`,
  `create index subscriptions_by_person on subscriptions (person_id)`,
];
