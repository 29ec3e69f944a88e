import { sides } from '../protocol/identity.ts';
import type { Person, Side } from '../protocol/identity.ts';
import { compileTextMatch } from './text-match.ts';
import type { TextMatch } from './text-match.ts';

/** What the config says of people, teams and services, by id; every reference in it holds. */
export interface DirectorySource {
  people: Readonly<Record<string, { name: string }>>;
  teams: Readonly<Record<string, { side: Side; members: readonly string[] }>>;
  services: Readonly<
    Record<
      string,
      {
        name?: string | undefined;
        developers: string;
        sres: string;
        /** Label → value, and `$sender` and `$key` for where an alert comes from. */
        match: readonly Readonly<Record<string, string>>[];
      }
    >
  >;
}

/** A person whom the config names. */
export interface ListedPerson {
  id: string;
  name: string;
  /** Sides of this person's teams; empty when in no team. */
  sides: readonly Side[];
}

/** Where an alert comes from, for matchers that ask for it. */
export interface AlertOrigin {
  /** Kind of the sender, and name of its integration. */
  senders: readonly string[];
  dedupKey: string;
}

interface ListedService {
  id: string;
  name: string;
  /** Names of the members, in the form of `foldName`. */
  members: Readonly<Record<Side, ReadonlySet<string>>>;
  /** Any of them is enough; all labels of one must match. */
  matchers: readonly (readonly [label: string, match: TextMatch][])[];
}

/** The form in which names are compared: people write their own in several ways. */
export function foldName(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** Says which service an alert belongs to, and who is called for it. */
export class Directory {
  readonly #people = new Map<string, ListedPerson>();
  readonly #services: readonly ListedService[];
  readonly #servicesByName = new Map<string, ListedService>();

  constructor({ people, teams, services }: DirectorySource) {
    const onSide = (side: Side) =>
      new Set(Object.values(teams).flatMap((team) => (team.side === side ? team.members : [])));
    const sideMembers = { developer: onSide('developer'), sre: onSide('sre') };
    for (const [id, { name }] of Object.entries(people)) {
      const person = { id, name, sides: sides.filter((side) => sideMembers[side].has(id)) };
      for (const key of [id, name]) this.#people.set(foldName(key), person);
    }
    const membersOf = (teamId: string): ReadonlySet<string> => {
      const ids = teams[teamId]?.members ?? [];
      return new Set(ids.flatMap((id) => [id, people[id]?.name ?? id]).map(foldName));
    };
    this.#services = Object.entries(services).map(([id, { name = id, ...service }]) => {
      const listed: ListedService = {
        id,
        name,
        members: { developer: membersOf(service.developers), sre: membersOf(service.sres) },
        matchers: service.match.map((labels) =>
          Object.entries(labels).map(([label, text]) => [label, compileTextMatch(text)]),
        ),
      };
      for (const key of [id, name]) this.#servicesByName.set(foldName(key), listed);
      return listed;
    });
  }

  /** The person of this id or name. */
  person(idOrName: string): ListedPerson | undefined {
    return this.#people.get(foldName(idOrName));
  }

  /**
   * Id of the service that an alert belongs to: the one of this id or name, else the first whose
   * matcher fits. An alert of none keeps the name that it came with. Without an origin no matcher that
   * asks for it fits.
   */
  serviceOf(
    name: string,
    labels: Readonly<Record<string, string>>,
    origin: AlertOrigin | null = null,
  ): string {
    const listed =
      this.#servicesByName.get(foldName(name)) ??
      this.#services.find(({ matchers }) => matchers.some((one) => matches(one, labels, origin)));
    return listed?.id ?? name;
  }

  /** What a service goes by: its id and, when it is listed, its name. */
  namesOf(service: string): readonly string[] {
    const listed = this.#servicesByName.get(foldName(service));
    return listed ? [...new Set([listed.id, listed.name])] : [service];
  }

  /**
   * Those of `people`, who are all that are enrolled, who are called for an incident of a service:
   * the members of its two teams. For a service that is not listed everybody is called, and so is
   * for a side whose team has no enrolled member: nobody may sleep through because a name is missing.
   */
  callees(service: string, people: readonly Person[]): readonly Person[] {
    const listed = this.#servicesByName.get(foldName(service));
    if (!listed) return people;
    return sides.flatMap((side) => {
      const members = membersOnSide(listed, side, people);
      return members.length > 0 ? members : people.filter((person) => person.side === side);
    });
  }

  /** As `callees`, without those who are called only for want of members. */
  members(service: string, people: readonly Person[]): readonly Person[] {
    const listed = this.#servicesByName.get(foldName(service));
    return listed ? sides.flatMap((side) => membersOnSide(listed, side, people)) : [];
  }
}

/** Lists nothing: everybody is called for everything. */
export const emptyDirectory = new Directory({ people: {}, teams: {}, services: {} });

function matches(
  matcher: ListedService['matchers'][number],
  labels: Readonly<Record<string, string>>,
  origin: AlertOrigin | null,
): boolean {
  return matcher.every(([label, match]) => {
    if (label === '$sender') return origin?.senders.some(match) === true;
    if (label === '$key') return origin !== null && match(origin.dedupKey);
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return value !== undefined && match(value);
  });
}

function membersOnSide(
  { members }: ListedService,
  side: Side,
  people: readonly Person[],
): Person[] {
  return people.filter(
    (person) => person.side === side && members[side].has(foldName(person.name)),
  );
}
