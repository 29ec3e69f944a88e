import { Temporal } from 'temporal-polyfill';
import { checkPerson } from './known-person.ts';
import type { Guesses } from './nearest-name.ts';
import { error, warning } from './remark.ts';
import type { Remark } from './remark.ts';
import { isWallTime } from './rotas.ts';
import type { Sketch } from './sketch.ts';
import { WeekCoverage } from './week-coverage.ts';
import { isKnownZone } from './zone.ts';

type Rota = Sketch['rotas'][string];
type Layer = Rota['layers'][number];

/** Checks what rotas say of people, teams and time. `nowMs` is epoch ms. */
export function checkRotas(sketch: Sketch, guesses: Guesses, nowMs: number): Remark[] {
  const { rotas, teams, people } = sketch;
  return [
    ...Object.entries(rotas).flatMap(([id, rota]) => {
      const team = Object.hasOwn(teams, rota.team) ? teams[rota.team] : undefined;
      const zone = rota.zone ?? team?.zone;
      const members = team && new Set(team.members);
      return [
        ...checkTeam(id, rota, teams, guesses),
        ...checkLayerNames(id, rota),
        ...checkCovered(id, rota),
        ...rota.layers.flatMap((layer, index) => [
          ...checkLayerPeople(
            ['rotas', id, 'layers', index],
            layer,
            rota,
            members,
            people,
            guesses,
          ),
          ...checkStart(['rotas', id, 'layers', index, 'start'], layer.start, zone),
        ]),
      ];
    }),
    ...checkTeamsCovered(rotas, teams, nowMs),
  ];
}

function checkTeam(id: string, { team }: Rota, teams: Sketch['teams'], guesses: Guesses): Remark[] {
  if (team === '' || Object.hasOwn(teams, team)) return [];
  const remedy = guesses.for(team, teams, 'Name an id of `teams`, or add this team there.');
  return [error(['rotas', id, 'team'], `There is no team "${team}" in \`teams\`.`, remedy)];
}

function checkLayerNames(id: string, { layers }: Rota): Remark[] {
  return layers.flatMap(({ name }, index) => {
    if (name === '' || layers.findIndex((layer) => layer.name === name) === index) return [];
    const path = ['rotas', id, 'layers', index, 'name'];
    return [error(path, `Another layer has the name "${name}" too.`, 'Choose another name.')];
  });
}

function checkLayerPeople(
  path: PropertyKey[],
  layer: Layer,
  { team }: Rota,
  members: ReadonlySet<string> | undefined,
  people: Sketch['people'],
  guesses: Guesses,
): Remark[] {
  return layer.people.flatMap((person, index) => {
    const place = [...path, 'people', index];
    const unknown = checkPerson(place, person, people, guesses);
    if (person === '' || unknown.length > 0 || !members || members.has(person)) return unknown;
    const remedy = 'Add this person to `members` of the team, so that it is told with it.';
    return [warning(place, `"${person}" is not a member of team "${team}".`, remedy, false)];
  });
}

/** In spring an hour is left out. */
function checkStart(path: PropertyKey[], start: string, zone: string | undefined): Remark[] {
  if (!isWallTime(start) || zone === undefined || !isKnownZone(zone)) return [];
  const wall = Temporal.PlainDateTime.from(start);
  if (wall.toZonedDateTime(zone).toPlainDateTime().equals(wall)) return [];
  const reason = `The clocks in ${zone} leave this time out on that day.`;
  return [warning(path, reason, 'Choose a time of day that every day has.', false)];
}

/** A layer that others lie over at all times was hardly meant. */
function checkCovered(id: string, { layers }: Rota): Remark[] {
  if (layers.length < 2) return [];
  const coverages = layers.map(({ restrictions }) => WeekCoverage.of(restrictions));
  return layers.flatMap((layer, index) => {
    const coverage = coverages[index];
    // Without a start, or of no time, something else is told of it.
    if (!coverage || layer.start === '') return [];
    const above = layers.flatMap((other, at) => {
      const cover = coverages[at];
      const lies = cover && at > index && other.start !== '' && other.start <= layer.start;
      return lies ? [{ name: other.name, cover }] : [];
    });
    const whole = above.find(({ cover }) => coverage.isWithin(cover));
    const union = WeekCoverage.union(above.map(({ cover }) => cover));
    if (!whole && (above.length === 0 || !coverage.isWithin(union))) return [];
    const names = (whole ? [whole] : above).map(({ name }) => `"${name}"`);
    const lie = names.length === 1 ? 'lies' : 'lie';
    const reason =
      `Layer "${layer.name}" never counts: from its start, ${layer.start}, ` +
      `${names.join(' and ')} ${lie} over it at all of its times.`;
    const remedy = 'Put it below the others, restrict them, or take it out.';
    return [error(['rotas', id, 'layers', index], reason, remedy)];
  });
}

/** Tells of teams that have rotas which leave times open. */
function checkTeamsCovered(
  rotas: Sketch['rotas'],
  teams: Sketch['teams'],
  nowMs: number,
): Remark[] {
  const byTeam = Map.groupBy(
    Object.entries(rotas).filter(([, { level }]) => level === 'oncall'),
    ([, { team }]) => team,
  );
  return [...byTeam].flatMap(([teamId, ofTeam]): Remark[] => {
    const [first] = ofTeam;
    const team = Object.hasOwn(teams, teamId) ? teams[teamId] : undefined;
    const layers = ofTeam.flatMap(([, rota]) => rota.layers);
    if (!first || !team || layers.length === 0) return [];
    const path = ['rotas', first[0]];
    const zones = new Set(ofTeam.map(([, { zone }]) => zone ?? team.zone));
    const gap = WeekCoverage.union(
      layers.map(({ restrictions }) => WeekCoverage.of(restrictions)),
    ).firstGap();
    if (gap !== null && zones.size === 1) {
      const reason = `From ${gap} on nobody of team "${teamId}" is on call, each week.`;
      const remedy = 'Add a layer without restrictions below the others.';
      return [warning(path, reason, remedy)];
    }
    const begin = layers.map(({ start }) => start).toSorted()[0] ?? '';
    // Zones are less than a day apart, and nobody writes a rota a day before it begins.
    if (!isWallTime(begin) || Date.parse(`${begin}Z`) < nowMs + dayMs) return [];
    const reason = `Until ${begin} nobody of team "${teamId}" is on call.`;
    return [warning(path, reason, 'Let its first layer begin in the past.')];
  });
}

const dayMs = 24 * 60 * 60 * 1_000;
