import { defaultPolicy } from '../domain/paging/policy.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import { checkPerson } from './known-person.ts';
import type { Guesses } from './nearest-name.ts';
import { mostSteps, parseTarget } from './policies.ts';
import { error, warning } from './remark.ts';
import type { Remark } from './remark.ts';
import type { Sketch } from './sketch.ts';

/** Checks what policies say of people and of each other. */
export function checkPolicies(sketch: Sketch, guesses: Guesses): Remark[] {
  const { policies, services } = sketch;
  const sidesOf = sidesOfPeople(sketch);
  return [
    ...Object.entries(services).flatMap(([id, { policy }]) =>
      checkPolicyName(['services', id, 'policy'], policy, policies, guesses),
    ),
    ...Object.entries(policies).flatMap(([id, { then, steps }]) => [
      ...checkPolicyName(['policies', id, 'then'], then, policies, guesses),
      ...steps.flatMap(({ page }, index) =>
        checkPage(['policies', id, 'steps', index, 'page'], page, sketch, sidesOf, guesses),
      ),
    ]),
    ...checkChains(policies, sidesOf),
  ];
}

function checkPolicyName(
  path: PropertyKey[],
  name: string | undefined,
  policies: Sketch['policies'],
  guesses: Guesses,
): Remark[] {
  if (name === undefined || name === '' || name === defaultPolicy.id) return [];
  if (Object.hasOwn(policies, name)) return [];
  const remedy = guesses.for(name, policies, 'Name an id of `policies`, or add this policy there.');
  return [error(path, `There is no policy "${name}" in \`policies\`.`, remedy)];
}

function checkPage(
  path: PropertyKey[],
  page: readonly string[],
  { people }: Sketch,
  sidesOf: ReadonlyMap<string, ReadonlySet<Side>>,
  guesses: Guesses,
): Remark[] {
  return page.flatMap((text, index) => {
    const place = [...path, index];
    const target = parseTarget(text);
    if (target === null) return [];
    if (page.indexOf(text) < index) {
      return [error(place, `"${text}" is listed twice.`, 'Take one out.')];
    }
    if (target.kind === 'role') return [];
    const { personId } = target;
    const unknown = checkPerson(place, personId, people, guesses);
    if (unknown.length > 0 || sidesOf.has(personId)) return unknown;
    const reason = `"${personId}" is in no team, so it is not known for which side.`;
    return [warning(place, reason, 'List this person in `members` of a team.', false)];
  });
}

/** Follows each policy through those that it goes on with. */
function checkChains(
  policies: Sketch['policies'],
  sidesOf: ReadonlyMap<string, ReadonlySet<Side>>,
): Remark[] {
  const told = new Set<string>();
  return Object.keys(policies).flatMap((id): Remark[] => {
    const { chain, circle, goesOnBuiltIn } = follow(id, policies);
    if (circle) {
      if (circle.some((one) => told.has(one))) return [];
      for (const one of circle) told.add(one);
      const words = [...circle, circle[0] ?? ''].join(' → ');
      const reason = `These policies go on with each other for ever: ${words}.`;
      const remedy = 'Take one `then` out; `repeat` says how often all steps are gone through.';
      return [error(['policies', circle[0] ?? id, 'then'], reason, remedy)];
    }
    const targets = chain.flatMap((one) => policies[one]?.steps ?? []).map(({ page }) => page);
    if (targets.length > mostSteps) {
      const reason = `With all that follow it has ${targets.length} steps, more than ${mostSteps}.`;
      return [error(['policies', id], reason, 'Use `repeat` instead.', true)];
    }
    // The hub's own pages both sides.
    if (targets.length === 0 || goesOnBuiltIn) return [];
    const paged = new Set(targets.flat().flatMap((text) => sidesOfTarget(text, sidesOf)));
    return sides.flatMap((side): Remark[] => {
      if (paged.has(side)) return [];
      const reason = `No step pages the ${side} side: its seat waits until \`every\` calls its team.`;
      const remedy = `Add \`${side}.oncall\` to \`page\` of a step.`;
      return [warning(['policies', id], reason, remedy)];
    });
  });
}

interface Followed {
  /** The policies that are gone through, in order. */
  chain: string[];
  /** Those that lead into each other. */
  circle: string[] | null;
  /** Whether the last one goes on with the default policy that the hub has of itself. */
  goesOnBuiltIn: boolean;
}

function follow(id: string, policies: Sketch['policies']): Followed {
  const places = new Map<string, number>();
  const chain: string[] = [];
  let next: string | undefined = id;
  while (next !== undefined && Object.hasOwn(policies, next)) {
    const place = places.get(next);
    if (place !== undefined) {
      return { chain, circle: chain.slice(place), goesOnBuiltIn: false };
    }
    places.set(next, chain.length);
    chain.push(next);
    next = policies[next]?.then;
  }
  return { chain, circle: null, goesOnBuiltIn: next === defaultPolicy.id };
}

function sidesOfTarget(
  text: string,
  sidesOf: ReadonlyMap<string, ReadonlySet<Side>>,
): readonly Side[] {
  const target = parseTarget(text);
  if (target === null) return [];
  return target.kind === 'role' ? [target.side] : [...(sidesOf.get(target.personId) ?? [])];
}

function sidesOfPeople({ teams }: Sketch): Map<string, Set<Side>> {
  const found = new Map<string, Set<Side>>();
  for (const { side, members } of Object.values(teams)) {
    if (side === null) continue;
    for (const member of members) {
      const known = found.get(member);
      if (known) known.add(side);
      else found.set(member, new Set([side]));
    }
  }
  return found;
}
