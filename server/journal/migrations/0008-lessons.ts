/** Finding accepted cards that are like an incident; all stopgaps of an incident. */
export const lessonTables: readonly string[] = [
  `create index stopgaps_by_incident on stopgaps (incident_id, seq)`,

  // The words of accepted cards, by the number of the incident; the texts stand in the card.
  `create virtual table card_search using fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2"
  )`,
  // In how many cards each word is.
  `create virtual table card_words using fts5vocab(card_search, 'row')`,
  // What an accepted card is about, as JSON.
  `create table lessons (
    number integer primary key,
    incident_id text not null unique,
    body text not null
  ) strict`,
];
