import { z } from 'zod';
import { parseSleep } from '../domain/figures/night.ts';
import { parseSpan, weekdays } from '../domain/business-week.ts';
import type { Weekday } from '../domain/business-week.ts';
import { Side } from '../protocol/identity.ts';
import { ConfiguredPersonalChannel } from './channels.ts';
import { Identifier, Name } from './identifier.ts';
import { Zone } from './zone.ts';

export const ConfiguredPerson = z.strictObject({
  name: Name.describe(
    'As in the invite. Whoever is invited by this name or by the id is this person, in upper or ' +
      'lower case.',
  ),
  zone: Zone.optional().describe(
    'IANA time zone where the person lives. Default: that of the team.',
  ),
  sleep: z
    .string()
    .refine((text) => parseSleep(text) !== null, 'Write HH:MM-HH:MM, e.g. `22:00-07:00`.')
    .optional()
    .describe(
      'When the person sleeps, `HH:MM-HH:MM` in their zone, over midnight too: pages at that time ' +
        'are pages at night in reports. Default: 22:00-07:00.',
    ),
  email: z
    .email('Write an address such as `ana@example.com`.')
    .max(254)
    .optional()
    .describe('E-mail address, for `email` in `channels`.'),
  channels: z
    .array(ConfiguredPersonalChannel)
    .max(10)
    .default([])
    .describe('Ways to be paged without an open laptop, each with its delay. Default: none.'),
});

const Span = z.string().refine((text) => parseSpan(text) !== null, {
  message:
    'Write HH:MM-HH:MM within one day, e.g. `09:00-17:30`; until midnight is `22:00-24:00`, and ' +
    'what follows belongs to the next day.',
});

const day = (name: Weekday) =>
  z
    .array(Span)
    .max(24)
    .default([])
    .describe(`Business hours on ${capitalize(name)}s.`);

const Hours = z.strictObject(
  Object.fromEntries(weekdays.map((name) => [name, day(name)])) as Record<
    Weekday,
    ReturnType<typeof day>
  >,
);

const Holiday = z.union([
  z.iso.date(),
  z.strictObject({
    date: z.iso.date().describe('The day, as YYYY-MM-DD.'),
    name: Name.describe('What is celebrated.'),
  }),
]);

export const Team = z.strictObject({
  name: Name.optional().describe('For people to read. Default: the id.'),
  side: Side.describe('Which seat of an incident its members fill.'),
  zone: Zone.describe('IANA time zone in which its business hours and holidays are meant.'),
  members: z.array(Identifier).max(1_000).describe('Ids of people. A person may be in many teams.'),
  leads: z
    .array(Identifier)
    .max(100)
    .default([])
    .describe('Ids of members whom a policy may page as `.lead`. Default: nobody.'),
  hours: Hours.prefault({}).describe(
    'Weekly business hours, by weekday, as lists of `HH:MM-HH:MM`. A day that is not given is free.',
  ),
  holidays: z
    .array(Holiday)
    .max(1_000)
    .default([])
    .describe('Days without business hours: YYYY-MM-DD, or `date` and `name`.'),
});

export const People = z.record(Identifier, ConfiguredPerson);
export const Teams = z.record(Identifier, Team);

function capitalize(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
