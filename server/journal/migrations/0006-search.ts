/**
 * The full-text index over all rooms: a row for each message, by the `seq` at which it was posted,
 * and for each incident. It keeps words and no texts, since the log has those.
 */
export const searchTables: readonly string[] = [
  `create virtual table search using fts5 (
    words,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3 4 5 6',
    tokenize = "unicode61 remove_diacritics 2"
  )`,

  // An incident is found by all its titles so far, one a line.
  `create table search_incidents (
    incident_id text primary key not null,
    seq integer not null,
    titles text not null
  ) strict, without rowid`,
  `insert into search_incidents
    select e.incident_id, e.seq, (
      select group_concat(title, char(10) order by first_seq) from (
        select coalesce(t.body ->> '$.title', t.body ->> '$.alert.title') as title,
          min(t.seq) as first_seq
        from events t
        where t.incident_id = e.incident_id and t.type in ('incident.opened', 'incident.raised')
        group by 1
      )
    )
    from events e where e.type = 'incident.opened' and e.incident_id is not null`,
  // U+E000 begins the tokens to filter by.
  `insert into search (rowid, words)
    select s.seq, replace(i.service || ' ' || s.titles, char(57344), ' ')
      || ' ' || i.number || ' ' || char(57344) || 'n' || i.number
      || ' ' || char(57344) || 's' || hex(i.service)
      || ' ' || char(57344) || 'v' || (i.body ->> '$.severity')
    from search_incidents s join incidents i on i.id = s.incident_id`,
];
