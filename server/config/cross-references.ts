import { overlap, parseSpan, weekdays } from '../domain/business-week.ts';
import { foldName } from '../domain/directory.ts';
import type { Side } from '../protocol/identity.ts';
import { checkChannels } from './channel-references.ts';
import { checkPerson } from './known-person.ts';
import { Guesses } from './nearest-name.ts';
import { checkPolicies } from './policy-references.ts';
import { error, warning } from './remark.ts';
import type { Remark } from './remark.ts';
import { checkRotas } from './rota-references.ts';
import { Sketch } from './sketch.ts';

/**
 * Checks what the parts of a config say of each other. `content` may have any form. `nowMs`, epoch ms,
 * tells which rotas have begun.
 */
export function checkReferences(content: unknown, nowMs: number): Remark[] {
  const sketch = Sketch.parse(content);
  const guesses = new Guesses();
  return [
    ...checkNames('people', sketch.people),
    ...checkNames('services', sketch.services),
    ...Object.entries(sketch.teams).flatMap(([id, team]) => [
      ...checkMembers(id, team.members, sketch.people, guesses),
      ...checkLeads(id, team, sketch.people, guesses),
      ...checkHours(id, team.hours),
    ]),
    ...Object.entries(sketch.services).flatMap(([id, service]) => [
      ...checkTeam(id, 'developers', service.developers, 'developer', sketch.teams, guesses),
      ...checkTeam(id, 'sres', service.sres, 'sre', sketch.teams, guesses),
    ]),
    ...Object.entries(sketch.hooks).flatMap(([name, { services }]) =>
      checkServices(name, services, sketch.services, guesses),
    ),
    ...checkChannels(sketch, guesses),
    ...checkRotas(sketch, guesses, nowMs),
    ...checkPolicies(sketch, guesses),
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
      const reason = `"${key}" is also the name or id of ${section}.${owner}.`;
      return [error(path, reason, 'Choose another, so that it says which one is meant.', isId)];
    }),
  );
}

function checkMembers(
  teamId: string,
  members: string[],
  people: Sketch['people'],
  guesses: Guesses,
): Remark[] {
  const seen = new Set<string>();
  return members.flatMap((member, index) => {
    const path = ['teams', teamId, 'members', index];
    const unknown = checkPerson(path, member, people, guesses);
    if (member === '' || unknown.length > 0) return unknown;
    if (seen.has(member)) return [error(path, `"${member}" is listed twice.`, 'Take one out.')];
    seen.add(member);
    return [];
  });
}

function checkLeads(
  teamId: string,
  { leads, members }: Sketch['teams'][string],
  people: Sketch['people'],
  guesses: Guesses,
): Remark[] {
  return leads.flatMap((lead, index) => {
    const path = ['teams', teamId, 'leads', index];
    const unknown = checkPerson(path, lead, people, guesses);
    if (lead === '' || unknown.length > 0) return unknown;
    if (leads.indexOf(lead) < index) {
      return [error(path, `"${lead}" is listed twice.`, 'Take one out.')];
    }
    if (members.includes(lead)) return [];
    const remedy = 'Add this person to `members`, or name a lead who is there.';
    return [error(path, `"${lead}" is not a member of this team.`, remedy)];
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
      const reason = `This overlaps with ${hours[day]?.[rival] ?? ''}.`;
      return [error(path, reason, 'Write both as one, or let one end where the other begins.')];
    });
  });
}

function checkTeam(
  serviceId: string,
  field: string,
  teamId: string,
  side: Side,
  teams: Sketch['teams'],
  guesses: Guesses,
): Remark[] {
  if (teamId === '') return [];
  const path = ['services', serviceId, field];
  const team = Object.hasOwn(teams, teamId) ? teams[teamId] : undefined;
  if (!team) {
    const remedy = guesses.for(teamId, teams, 'Name an id of `teams`, or add this team there.');
    return [error(path, `There is no team "${teamId}" in \`teams\`.`, remedy)];
  }
  if (team.side === null || team.side === side) return [];
  const reason = `Team "${teamId}" is on the ${team.side} side; name one of the ${side} side.`;
  return [error(path, reason, `Name a team with \`side: ${side}\`.`)];
}

function checkServices(
  hook: string,
  services: string[],
  listed: Sketch['services'],
  guesses: Guesses,
): Remark[] {
  return services.flatMap((service, index) => {
    if (service === '' || Object.hasOwn(listed, service)) return [];
    const path = ['hooks', hook, 'services', index];
    const remedy = guesses.for(service, listed, 'Name an id of `services`.');
    return [error(path, `There is no service "${service}" in \`services\`.`, remedy)];
  });
}

function warnOfIdle({ people, teams }: Sketch): Remark[] {
  const busy = new Set(Object.values(teams).flatMap(({ members }) => members));
  const idle = Object.keys(people).filter((id) => !busy.has(id));
  const empty = Object.entries(teams).filter(([, { members }]) => members.length === 0);
  return [
    ...idle.map((id) =>
      warning(['people', id], 'This person is in no team.', 'List the id in `members` of a team.'),
    ),
    ...empty.map(([id]) =>
      warning(
        ['teams', id],
        'Nobody is in this team: its services call everybody on its side.',
        'List somebody in `members`.',
      ),
    ),
  ];
}

function warnOfUnread({ prometheus, services }: Sketch): Remark[] {
  if (prometheus !== undefined) return [];
  return Object.entries(services).flatMap(([id, { metrics }]) =>
    metrics.length === 0
      ? []
      : [
          warning(
            ['services', id, 'metrics'],
            'There is no `prometheus` to read them from.',
            'Add `prometheus` with its `url`.',
          ),
        ],
  );
}
