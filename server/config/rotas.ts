import { z } from 'zod';
import { weekdays } from '../domain/business-week.ts';
import { rotaLevels } from '../domain/oncall/rota.ts';
import type { Layer, MemberKey, Rota } from '../domain/oncall/rota.ts';
import type { Side } from '../protocol/identity.ts';
import { durationWithin } from './duration.ts';
import { Identifier, Name } from './identifier.ts';
import { Zone } from './zone.ts';

const minuteMs = 60_000;

const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const endOfDay = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** A day and a time that exist in some calendar, `2026-11-02T09:00`. */
export function isWallTime(text: string): boolean {
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(text) ?? [];
  return z.iso.date().safeParse(day).success && timeOfDay.test(time);
}

const RestrictionText = z
  .strictObject({
    days: z
      .array(z.enum(weekdays))
      .min(1, 'Name at least one day, or leave `days` out for every day.')
      .max(weekdays.length)
      .default([...weekdays])
      .describe('Days on which it begins. Default: every day.'),
    from: z
      .string()
      .regex(timeOfDay, 'Write HH:MM, e.g. `09:00`.')
      .default('00:00')
      .describe('When it begins, by the clock on the wall. Default: 00:00.'),
    until: z
      .string()
      .regex(endOfDay, 'Write HH:MM, e.g. `17:30`, or `24:00` for the end of the day.')
      .default('24:00')
      .describe('When it ends; at or before `from` it is on the next day. Default: 24:00.'),
  })
  .refine(({ from, until }) => from !== until, {
    path: ['until'],
    message: 'This is when it begins: it would be no time at all, or a whole day.',
  });

const Turn = durationWithin('1h', '52w', { day: '1d', week: '1w' }).refine(
  (ms) => ms % minuteMs === 0,
  'Write whole minutes.',
);

const ConfiguredLayer = z.strictObject({
  name: Name.describe('For people to read.'),
  start: z
    .string()
    .refine(isWallTime, 'Write a day and a time as `2026-11-02T09:00`.')
    .describe(
      'First hand-over, YYYY-MM-DDTHH:MM by the clock on the wall; before it the layer is empty. ' +
        'All later hand-overs are at the same time of day.',
    ),
  turn: Turn.describe('How long each one’s turn is: `day`, `week`, or a duration of 1h to 52w.'),
  people: z
    .array(Identifier)
    .min(1, 'Name who takes turns: a layer without people calls nobody.')
    .max(200)
    .describe('Ids of people, in the order of their turns.'),
  restrictions: z
    .array(RestrictionText)
    .max(50)
    .default([])
    .describe('When the layer applies. Default: always.'),
});

export const ConfiguredRota = z.strictObject({
  name: Name.optional().describe('For people to read. Default: the id.'),
  team: Identifier.describe('Id of the team whose seat its people fill.'),
  level: z
    .enum(rotaLevels)
    .default('oncall')
    .describe('`oncall` is called first, `backup` when a policy says so. Default: `oncall`.'),
  zone: Zone.optional().describe('IANA time zone of all its times. Default: that of the team.'),
  layers: z
    .array(ConfiguredLayer)
    .min(1, 'Give at least one layer: without any nobody is ever on call.')
    .max(20)
    .describe('People who take turns. Where several apply, the last one counts.'),
});

export const Rotas = z.record(Identifier, ConfiguredRota);

/** What of a config rotas are made of. */
export interface RotaSource {
  teams: Readonly<Record<string, { side: Side; zone: string }>>;
  rotas: Readonly<Record<string, z.infer<typeof ConfiguredRota>>>;
}

/** The rotas of a config, in its order. `keyOf` says how a person of the config is named. */
export function rotasOf(config: RotaSource, keyOf: (personId: string) => MemberKey): Rota[] {
  return Object.entries(config.rotas).flatMap(([id, { name = id, team, level, zone, layers }]) => {
    const owner = Object.hasOwn(config.teams, team) ? config.teams[team] : undefined;
    if (!owner) return [];
    return [
      {
        ...{ id, name, level, teamId: team, side: owner.side, zone: zone ?? owner.zone },
        layers: layers.map(({ name, start, turn, people, restrictions }): Layer => ({
          ...{ name, start, restrictions },
          turnMinutes: turn / minuteMs,
          people: people.map(keyOf),
        })),
      },
    ];
  });
}
