import { z } from 'zod';
import { overlap, parseSpan, weekdays } from '../domain/business-week.ts';
import { foldName } from '../domain/directory.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';

/** What is wrong between parts of a file, each of which may be right by itself. */
export interface Remark {
  /** A warning does not keep a file from being used. */
  level: 'error' | 'warning';
  path: PropertyKey[];
  /** Whether the name of the field is wrong rather than its value. */
  atKey: boolean;
  reason: string;
}

const text = z.string().catch('');
const texts = z.array(text).catch([]);

/** Whatever can be made out in a file that may have errors of other kinds. */
const Sketch = z
  .object({
    prometheus: z.unknown().optional(),
    hooks: z.record(z.string(), z.object({ services: texts }).catch({ services: [] })).catch({}),
    people: z.record(z.string(), z.object({ name: text }).catch({ name: '' })).catch({}),
    teams: z
      .record(
        z.string(),
        z
          .object({
            side: z.enum(sides).nullable().catch(null),
            members: texts,
            hours: z.record(z.string(), texts).catch({}),
          })
          .catch({ side: null, members: [], hours: {} }),
      )
      .catch({}),
    services: z
      .record(
        z.string(),
        z
          .object({
            name: text,
            developers: text,
            sres: text,
            metrics: z.array(z.unknown()).catch([]),
          })
          .catch({ name: '', developers: '', sres: '', metrics: [] }),
      )
      .catch({}),
  })
  .catch({ prometheus: undefined, hooks: {}, people: {}, teams: {}, services: {} });
type Sketch = z.infer<typeof Sketch>;

/** Checks what the parts of a config say of each other. `content` may have any form. */
export function checkReferences(content: unknown): Remark[] {
  const sketch = Sketch.parse(content);
  return [
    ...checkNames('people', sketch.people),
    ...checkNames('services', sketch.services),
    ...Object.entries(sketch.teams).flatMap(([id, team]) => [
      ...checkMembers(id, team.members, sketch.people),
      ...checkHours(id, team.hours),
    ]),
    ...Object.entries(sketch.services).flatMap(([id, service]) => [
      ...checkTeam(['services', id, 'developers'], service.developers, 'developer', sketch.teams),
      ...checkTeam(['services', id, 'sres'], service.sres, 'sre', sketch.teams),
    ]),
    ...Object.entries(sketch.hooks).flatMap(([name, { services }]) =>
      checkServices(name, services, sketch.services),
    ),
    ...warnOfIdle(sketch),
    ...warnOfUnread(sketch),
  ];
}

/** An id or a name must say which one is meant. */
function checkNames(
  section: 'people' | 'services',
  entries: Record<string, { name: string }>,
): Remark[] {
  const owners = new Map<string, string>();
  return Object.entries(entries).flatMap(([id, { name }]) =>
    [id, name].flatMap((key): Remark[] => {
      const folded = foldName(key);
      const owner = owners.get(folded);
      if (folded === '' || owner === id) return [];
      if (owner === undefined) {
        owners.set(folded, id);
        return [];
      }
      const isId = key === id;
      const path = isId ? [section, id] : [section, id, 'name'];
      return [error(path, `"${key}" is also the name or id of ${section}.${owner}.`, isId)];
    }),
  );
}

function checkMembers(teamId: string, members: string[], people: Sketch['people']): Remark[] {
  return members.flatMap((member, index) => {
    const path = ['teams', teamId, 'members', index];
    if (member === '') return [];
    if (!Object.hasOwn(people, member)) {
      return [error(path, `There is no person "${member}" in \`people\`.`)];
    }
    return members.indexOf(member) < index ? [error(path, `"${member}" is listed twice.`)] : [];
  });
}

function checkHours(teamId: string, hours: Record<string, string[]>): Remark[] {
  return weekdays.flatMap((day) => {
    const spans = (hours[day] ?? []).map(parseSpan);
    return spans.flatMap((span, index) => {
      const rival = spans.findIndex(
        (other, at) => at < index && other && span && overlap(other, span),
      );
      if (rival === -1) return [];
      const path = ['teams', teamId, 'hours', day, index];
      return [error(path, `This overlaps with ${hours[day]?.[rival] ?? ''}.`)];
    });
  });
}

function checkTeam(
  path: PropertyKey[],
  teamId: string,
  side: Side,
  teams: Sketch['teams'],
): Remark[] {
  if (teamId === '') return [];
  const team = Object.hasOwn(teams, teamId) ? teams[teamId] : undefined;
  if (!team) return [error(path, `There is no team "${teamId}" in \`teams\`.`)];
  if (team.side === null || team.side === side) return [];
  return [
    error(path, `Team "${teamId}" is on the ${team.side} side; name one of the ${side} side.`),
  ];
}

function checkServices(hook: string, services: string[], listed: Sketch['services']): Remark[] {
  return services.flatMap((service, index) => {
    if (service === '' || Object.hasOwn(listed, service)) return [];
    const path = ['hooks', hook, 'services', index];
    return [error(path, `There is no service "${service}" in \`services\`.`)];
  });
}

function warnOfIdle({ people, teams }: Sketch): Remark[] {
  const busy = new Set(Object.values(teams).flatMap(({ members }) => members));
  const idle = Object.keys(people).filter((id) => !busy.has(id));
  const empty = Object.entries(teams).filter(([, { members }]) => members.length === 0);
  return [
    ...idle.map((id) => warning(['people', id], 'This person is in no team.')),
    ...empty.map(([id]) =>
      warning(['teams', id], 'Nobody is in this team: its services call everybody on its side.'),
    ),
  ];
}

function warnOfUnread({ prometheus, services }: Sketch): Remark[] {
  if (prometheus !== undefined) return [];
  return Object.entries(services).flatMap(([id, { metrics }]) =>
    metrics.length === 0
      ? []
      : [warning(['services', id, 'metrics'], 'There is no `prometheus` to read them from.')],
  );
}

function error(path: PropertyKey[], reason: string, atKey = false): Remark {
  return { level: 'error', path, atKey, reason };
}

function warning(path: PropertyKey[], reason: string): Remark {
  return { level: 'warning', path, atKey: true, reason };
}
