import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { ReportQuery } from '../../protocol/reports.ts';
import type { ServiceView, TeamView } from '../../protocol/teams.ts';
import { foldName } from '../directory.ts';
import { CountedRow } from './counted-row.ts';
import type { Weeks } from './weeks.ts';

export type ReportFilter = Pick<ReportQuery, 'service' | 'team' | 'side' | 'personId'>;

/** The rows in which what happens to a service counts; none where nothing of it was asked for. */
export interface Place {
  /** What concerns the incident as a whole. */
  incident: readonly CountedRow[];
  /** What concerns one of its seats. */
  seats: Readonly<Record<Side, readonly CountedRow[]>>;
}

export interface NamedRow {
  id: string;
  name: string;
  row: CountedRow;
}

export interface PlacesOptions {
  weeks: Weeks;
  teams: readonly Pick<TeamView, 'id' | 'name' | 'side'>[];
  services: readonly ServiceView[];
  filter: ReportFilter;
}

/** The rows of a report, and which of them each service counts in. */
export class Places {
  readonly all: CountedRow;
  readonly sides: Record<Side, NamedRow>;
  readonly teams = new Map<string, NamedRow>();
  readonly services = new Map<string, NamedRow>();
  readonly #options: PlacesOptions;
  readonly #listed = new Map<string, ServiceView>();
  /** Of those that were asked for. */
  readonly #sides: readonly Side[];

  constructor(options: PlacesOptions) {
    const { weeks, teams, services, filter } = options;
    this.#options = options;
    this.all = new CountedRow(weeks);
    this.sides = {
      developer: { id: 'developer', name: 'Developers', row: new CountedRow(weeks) },
      sre: { id: 'sre', name: 'SREs', row: new CountedRow(weeks) },
    };
    for (const { id, name } of teams) this.teams.set(id, { id, name, row: new CountedRow(weeks) });
    for (const service of services) {
      for (const key of [service.id, service.name]) this.#listed.set(foldName(key), service);
    }
    const sideOfTeam = teams.find(({ id }) => id === filter.team)?.side;
    this.#sides = sides.filter(
      (side) =>
        (filter.side ?? side) === side && (filter.team === undefined || sideOfTeam === side),
    );
  }

  /** Whether pages and answers of a side count. */
  isAskedFor(side: Side): boolean {
    return this.#sides.includes(side);
  }

  /** @param service as incidents name it */
  of(service: string): Place {
    const { filter, weeks } = this.#options;
    const listed = this.#listed.get(foldName(service));
    const { id, name } = listed ?? { id: service, name: service };
    const teamIds = { developer: listed?.developers, sre: listed?.sres };
    const isOther =
      (filter.service !== undefined && filter.service !== id) ||
      (filter.team !== undefined && !Object.values(teamIds).includes(filter.team)) ||
      this.#sides.length === 0;
    if (isOther) return { incident: [], seats: { developer: [], sre: [] } };
    const own = this.services.get(id) ?? { id, name, row: new CountedRow(weeks) };
    this.services.set(id, own);
    const ofSide = (side: Side): CountedRow[] => {
      const team = this.teams.get(teamIds[side] ?? '');
      return [this.sides[side].row, ...(team ? [team.row] : [])];
    };
    const shared = [this.all, own.row];
    const seat = (side: Side) => (this.isAskedFor(side) ? [...shared, ...ofSide(side)] : []);
    return {
      incident: [...shared, ...this.#sides.flatMap(ofSide)],
      seats: { developer: seat('developer'), sre: seat('sre') },
    };
  }
}
