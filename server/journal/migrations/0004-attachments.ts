/** What the hub knows of the attachments in its folder; `body` is what it found out, as JSON. */
export const attachmentTables: readonly string[] = [
  `create table attachments (hash text primary key not null, body text not null)
    strict, without rowid`,
];
