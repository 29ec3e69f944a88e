const pagesOf = (side: string): string => `json((
  select json_group_array(json_object(
    'personId', value, 'at', body ->> '$.seats.${side}.ringingSince', 'devices', json('[]'),
    'deliveries', json('[]'), 'isUnheard', json('false'), 'isDeclined', json('false')))
  from json_each(body, '$.seats.${side}.called')))`;

const seatFields = (side: string): string => `
  '$.seats.${side}.pages', ${pagesOf(side)},
  '$.seats.${side}.plan', null, '$.seats.${side}.leaseUntil', null,
  '$.seats.${side}.askedAgain', null, '$.seats.${side}.hold', null`;

/** A seat that rings begins its policy as the hub starts: nobody has planned anything for it yet. */
const ringingRows = (side: string): string => `
  insert into due (kind, subject, due_at)
  select 'seat.next', json_array(id, '${side}'),
    cast(round(unixepoch(body ->> '$.seats.${side}.ringingSince', 'subsec') * 1000) as integer)
  from incidents
  where status <> 'resolved' and body ->> '$.seats.${side}.state' = 'ringing'`;

/** Silences in force or to come, and what incidents know of seats and pages since this version. */
export const seatTables: readonly string[] = [
  `create table silences (seq integer primary key, id text not null unique, body text not null)
    strict`,
  `update incidents set body = json_set(body, '$.handoff', null,
    ${seatFields('developer')}, ${seatFields('sre')})`,
  ringingRows('developer'),
  ringingRows('sre'),
];
