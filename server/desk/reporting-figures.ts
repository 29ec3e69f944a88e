import { Tally } from '../domain/figures/tally.ts';
import type { CountedRow } from '../domain/figures/counted-row.ts';
import { pagesOf } from '../domain/figures/counted-row.ts';
import { usualRest } from '../domain/figures/night.ts';
import type { NamedRow } from '../domain/figures/places.ts';
import { reportCsv } from '../domain/figures/report-csv.ts';
import { Weeks } from '../domain/figures/weeks.ts';
import { sides } from '../protocol/identity.ts';
import type { Person } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { NoiseRow, PersonReportRow, ReportQuery, ReportRow } from '../protocol/reports.ts';
import type { ReportFormat, Reports } from '../protocol/reports.ts';
import type { ConfigView } from '../protocol/teams.ts';
import type { ExportedReports } from './contract.ts';
import type { Surroundings } from './surroundings.ts';
import { inTurns } from './turns.ts';

/** Counts what happened in a span of time, in turns with other work. */
export async function readReports(
  { journal, work, clock }: Pick<Surroundings, 'journal' | 'work' | 'clock'>,
  query: ReportQuery,
): Promise<Reports> {
  const { since, until, ...filter } = query;
  const span = { sinceMs: Date.parse(since), untilMs: Date.parse(until) };
  const weeks = new Weeks(span.sinceMs, span.untilMs);
  const people = new Map(journal.enrolment.people().map((person) => [person.id, person]));
  const config = work.config([...people.values()], clock.now());
  const { figures } = journal;
  const serviceNames = figures.names('service');
  const personIds = figures.names('person');
  const tally = new Tally({
    ...{ weeks, teams: config.teams, services: config.services, filter },
    service: (number) => serviceNames.get(number) ?? figures.name(number),
    person: (number) => personIds.get(number) ?? figures.name(number),
    callees: (number) => figures.callees(number),
    restOf: (personId) => {
      const person = people.get(personId);
      return person ? work.restOf(person) : usualRest;
    },
  });
  await inTurns(figures.calls(span), (facts) => {
    for (const fact of facts) tally.takeCall(fact);
  });
  await inTurns(figures.incidents(span), (facts) => {
    for (const fact of facts) tally.takeIncident(fact);
  });
  for (const measures of [tally.acknowledgements, tally.mitigations]) {
    await inTurns(measures.parts(), (part) => measures.take(part));
  }
  for (const fact of figures.stopgaps(span)) tally.takeStopgap(fact);
  for (const fact of figures.extensions(span)) tally.takeExtension(fact);
  const noise: NoiseRow[] = [];
  await inTurns(untilFull(figures.noise(span), noise), (incident) => {
    if (isAskedFor(tally, query, incident)) noise.push(...toNoise(incident, people));
  });
  return reportsOf(tally, { query, weeks, people, config, noise });
}

/** The same as a file. */
export async function exportReports(
  surroundings: Pick<Surroundings, 'journal' | 'work' | 'clock'>,
  query: ReportQuery,
  format: ReportFormat,
): Promise<ExportedReports> {
  const reports = await readReports(surroundings, query);
  const days = [query.since, query.until].map((instant) => instant.slice(0, 10)).join('-to-');
  const text = format === 'csv' ? reportCsv(reports) : `${JSON.stringify(reports, null, 2)}\n`;
  return { fileName: `tocsin-reports-${days}.${format}`, text };
}

interface Counted {
  query: ReportQuery;
  weeks: Weeks;
  people: ReadonlyMap<string, Person>;
  config: ConfigView;
  noise: NoiseRow[];
}

function reportsOf({ places, people: called }: Tally, counted: Counted): Reports {
  const { query, weeks, people, config, noise } = counted;
  const teams = inOrder([...places.teams.values()]);
  const services = inOrder([...places.services.values()]);
  const rows = [...called].map(([id, { row }]): NamedRow => ({
    ...{ id, name: people.get(id)?.name ?? id, row },
  }));
  const persons = inOrder(rows);
  const most = limits.reportRows;
  const left = (all: readonly unknown[]): number => Math.max(0, all.length - most);
  return {
    since: query.since,
    until: query.until,
    weeks: Array.from({ length: weeks.count }, (_, index) => weeks.monday(index)),
    total: places.all.total,
    totalWeeks: places.all.weekFigures(),
    sides: sides.filter((side) => places.isAskedFor(side)).map((side) => toRow(places.sides[side])),
    teams: teams.slice(0, most).map(toRow),
    services: services.slice(0, most).map(toRow),
    people: persons.slice(0, most).map((row) => toPersonRow(row, people.get(row.id))),
    leftOut: {
      ...{ teams: left(teams), services: left(services) },
      ...{ people: left(persons), noise: Math.max(0, places.all.total.noise - noise.length) },
    },
    noise,
    choices: {
      teams: config.teams.map(({ id, name, side }) => ({ id, name, side })),
      services: choicesOf([...config.services, ...places.services.values()]),
      people: [...people.values()].map(({ id, name, side }) => ({ id, name, side })),
    },
  };
}

/** Those that have anything, the most pages first. */
function inOrder(rows: readonly NamedRow[]): NamedRow[] {
  return rows
    .filter(({ row }) => row.hasAnything)
    .toSorted((one, other) => other.row.pages - one.row.pages || compare(one.name, other.name));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function toRow({ id, name, row }: NamedRow): ReportRow {
  return { id, name, total: row.total, weeks: row.weekFigures() };
}

function toPersonRow({ id, name, row }: NamedRow, person: Person | undefined): PersonReportRow {
  const weeks = weeksOf(row);
  return { id, name, side: person?.side ?? null, total: pagesOf(row.total), weeks };
}

function weeksOf(row: CountedRow): PersonReportRow['weeks'] {
  return row.weekFigures().map(({ week, ...figures }) => ({ week, ...pagesOf(figures) }));
}

function toNoise(incident: Incident, people: ReadonlyMap<string, Person>): NoiseRow[] {
  const { id: incidentId, number, service, title, openedAt, noise } = incident;
  if (noise === null) return [];
  const { personId, reason } = noise;
  const personName = people.get(personId)?.name ?? personId;
  return [{ incidentId, number, service, title, openedAt, reason, personId, personName }];
}

function choicesOf(services: readonly { id: string; name: string }[]) {
  const byId = new Map(services.map(({ id, name }) => [id, { id, name }]));
  return [...byId.values()].slice(0, limits.reportChoices);
}

function* untilFull<Item>(items: Iterable<Item>, taken: readonly unknown[]): Generator<Item> {
  for (const item of items) {
    yield item;
    if (taken.length >= limits.reportRows) return;
  }
}

/** As the tally does for the figures. */
function isAskedFor({ places }: Tally, { personId }: ReportQuery, incident: Incident): boolean {
  if (places.of(incident.service).incident.length === 0) return false;
  return (
    personId === undefined ||
    sides.some((side) => places.isAskedFor(side) && incident.seats[side].called.includes(personId))
  );
}
