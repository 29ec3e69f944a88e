import type { Generated } from 'kysely';

/** The columns of the journal's tables. Instants are text as the hub writes them. */
export interface Tables {
  meta: { key: string; value: string };
  /** The log. `body` is the whole event as JSON. */
  events: {
    seq: number;
    at: string;
    type: string;
    incident_id: string | null;
    body: string;
  };
  /** `body` is the incident as JSON; the other columns are copies to search by. */
  incidents: {
    number: number;
    id: string;
    service: string;
    status: string;
    resolved_at: string | null;
    body: string;
  };
  /** One row per episode; `body` is the alert as JSON. */
  alerts: {
    opened_seq: number;
    id: string;
    incident_id: string;
    integration: string;
    dedup_key: string;
    status: string;
    sender_starts_at: string | null;
    sender_ended_at: string | null;
    body: string;
  };
  unseen_groups: { group_key: string; incident_id: string };
  receipts: { incident_id: string; device_id: string; stage: string; at: string };
  people: { id: string; name: string; side: string };
  devices: {
    id: string;
    person_id: string;
    name: string;
    sound: string | null;
    platform: string | null;
    token_hash: string | null;
    enrolled_at: string;
    revoked_at: string | null;
  };
  invites: {
    code_hash: string;
    person_id: string;
    person_name: string;
    side: string;
    expires_at: string;
    used_at: string | null;
  };
  integrations: {
    id: string;
    name: string;
    sender: string;
    service: string | null;
    mapping: string | null;
    secret_hash: string;
    created_at: string;
    revoked_at: string | null;
  };
  /** `body` is the message as a line of its room, as JSON. */
  messages: { message_id: string; incident_id: string; seq: number; body: string };
  /** Events of several incidents at once, by incident. */
  shared_events: { incident_id: string; seq: number };
  reads: { incident_id: string; person_id: string; up_to: number };
  /** What an item says stands in `events`, at `stored_seq`. */
  context_items: {
    incident_id: string;
    item_id: string;
    /** Of the event that brought the first item of this id, and of the last one. */
    first_seq: number;
    seq: number;
    stored_seq: number | null;
    at: string;
    size_bytes: number;
  };
  /** `body` is the deploy as JSON. */
  deploys: { seq: number; service: string; at: string; body: string };
  /** `body` is what the hub found out about it, as JSON. */
  attachments: { hash: string; body: string };
  /** Versions of runbooks that checklists are copies of; `body` is the version as JSON. */
  runbooks: { hash: string; body: string };
  /** By the `seq` at which it was attached; `body` is the checklist as JSON. */
  checklists: { seq: number; id: string; incident_id: string; body: string };
  /** Commands of steps that were given to automation and have no result; `body` is the event as JSON. */
  runs_under_way: { seq: number; run_id: string; body: string };
  /** By the `seq` at which it was installed; `body` is the stopgap as JSON. */
  stopgaps: {
    seq: number;
    id: string;
    incident_id: string;
    service: string;
    state: string;
    body: string;
  };
  /** `state` is `unwritten` for one that was accepted and is in no file yet; `body` is the card as JSON. */
  cards: { incident_id: string; state: string; body: string };
  /** The words of accepted cards, by the number of the incident: it gives no words back. */
  card_search: { rowid: number; words: string };
  /** In how many cards each word of theirs is. */
  card_words: { term: string; doc: number };
  /** What accepted cards are about; `body` is the lesson as JSON. */
  lessons: { number: number; incident_id: string; body: string };
  /** Services, people and lists of callees, by a short number. */
  figure_names: { id: Generated<number>; kind: string; name: string };
  /** What reports are counted from; times in epoch ms, durations from the opening on. */
  figure_incidents: {
    opened_ms: number;
    number: number;
    service: number;
    callees: number;
    /** Of the first acknowledgement. */
    developer_after_ms: number | null;
    developer_by: number | null;
    sre_after_ms: number | null;
    sre_by: number | null;
    mitigated_after_ms: number | null;
    is_noise: number;
  };
  /** Calls after an incident opened. */
  figure_calls: { at_ms: number; seq: number; number: number; service: number; callees: number };
  figure_stopgaps: {
    installed_ms: number;
    seq: number;
    id: string;
    service: number;
    owner: number | null;
    ended_ms: number | null;
  };
  figure_extensions: { at_ms: number; seq: number; stopgap_id: string };
  /** Changes of rotas; `removal` says who took it back, as JSON, `body` is the override as JSON. */
  overrides: {
    seq: number;
    id: string;
    from_ms: number;
    until_ms: number;
    removal: string | null;
    body: string;
  };
  /** `answer` says who answered it, as JSON; `body` is the swap as JSON. */
  swaps: { seq: number; id: string; state: string; answer: string | null; body: string };
  /** Who was on call when that was last looked at; `body` as JSON. */
  announced_shifts: { rota_id: string; body: string };
  warned_gaps: { place: number; body: string };
  subscriptions: { token_hash: string; person_id: string; rota_id: string | null };
  /** In force or to come, by the `seq` at which it was made; `body` is the silence as JSON. */
  silences: { seq: number; id: string; body: string };
  /** Pages on their way over channels; `body` is the delivery as JSON. Times in epoch ms. */
  deliveries: {
    seq: number;
    id: string;
    incident_id: string;
    side: string;
    person_id: string;
    /** Made by `laneName`. */
    name: string;
    /** Null unless it waits. */
    due_ms: number | null;
    /** Null until it is sent. */
    sent_ms: number | null;
    body: string;
  };
  /** `ended` is what ended the page of a link, as JSON. */
  links: {
    token_hash: string;
    incident_id: string;
    side: string;
    delivery_id: string;
    person_id: string;
    expires_ms: number;
    used_at: string | null;
    ended: string | null;
  };
  /** Tests of channels without a result; `body` is the event that asked for it, as JSON. */
  channel_tests: { seq: number; test_id: string; body: string };
  /** By the `seq` at which it began; `body` is the drill as JSON. */
  drills: {
    seq: number;
    id: string;
    person_id: string;
    is_open: number;
    is_offer_awaited: Generated<number>;
    body: string;
  };
  /** Who is on call by which rota, as was said last. */
  duties: { rota_id: string; person_id: string };
  /** Of those on call: whether the next drill of theirs is audible or silent. */
  next_drills: { person_id: string; kind: string };
  unreachable_people: { person_id: string; since: string };
  /** Pages that went on to the next person, by when their seat began to ring. */
  unheard_pages: { incident_id: string; person_id: string; ringing_since: string };
  /** The full-text index, by `seq`: it gives no words back. */
  search: { rowid: number; words: string };
  /** `seq` at which an incident opened, and all its titles so far, one a line. */
  search_incidents: { incident_id: string; seq: number; titles: string };
  /** One row per process that wrote, from its first event on. */
  epochs: { first_seq: number; id: string };
  /** What is to be done when; `due_at` in epoch ms. */
  due: { kind: string; subject: string; due_at: number };
  /**
   * First answers to commands, so that a repeated command gets the same. A ledger of its own and no
   * projection: it is not made from events, and is left alone by a rebuild.
   */
  answers: {
    id: Generated<number>;
    command_id: string;
    device_id: string;
    digest: string;
    answer: string;
    at: string;
  };
}

/** Tables that are made from the log alone, children before parents. */
export const projections = [
  'search',
  'search_incidents',
  'messages',
  'shared_events',
  'reads',
  'context_items',
  'runbooks',
  'checklists',
  'runs_under_way',
  'stopgaps',
  'cards',
  'card_search',
  'lessons',
  'figure_names',
  'figure_incidents',
  'figure_calls',
  'figure_stopgaps',
  'figure_extensions',
  'overrides',
  'swaps',
  'announced_shifts',
  'warned_gaps',
  'subscriptions',
  'silences',
  'deliveries',
  'links',
  'channel_tests',
  'deploys',
  'drills',
  'duties',
  'next_drills',
  'unreachable_people',
  'unheard_pages',
  'receipts',
  'unseen_groups',
  'due',
  'alerts',
  'incidents',
  'devices',
  'people',
  'invites',
  'integrations',
  'attachments',
  'epochs',
] as const satisfies readonly (keyof Tables)[];
