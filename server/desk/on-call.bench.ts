import type { Override } from '../protocol/oncall.ts';
import { isZone, weekdays } from '../domain/business-week.ts';
import { OnCallBook } from '../domain/oncall/on-call-book.ts';
import { shiftsBetween } from '../domain/oncall/on-call.ts';
import type { Layer, Rota } from '../domain/oncall/rota.ts';

const personCount = 10_000;
const rotaCount = 500;
const serviceCount = 2_000;
const rounds = 15;
const nowMs = Date.UTC(2026, 10, 23, 3);
const yearMs = 365 * 24 * 60 * 60 * 1_000;
const weekMinutes = 7 * 24 * 60;

const zones = [
  ...['Europe/Berlin', 'Europe/Lisbon', 'Europe/London', 'Europe/Paris', 'Europe/Warsaw'],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  ...['America/Sao_Paulo', 'America/Santiago', 'Asia/Kolkata', 'Asia/Tokyo', 'Asia/Singapore'],
  ...['Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham'],
  ...['Africa/Johannesburg', 'Africa/Cairo'],
];

/** Two thirds take turns by the week; the others have days and nights, by the day. */
function rotaOf(index: number): Rota {
  const people = Array.from({ length: 20 }, (_, place) => `person-${index * 20 + place}`);
  const weekly: Layer = {
    name: 'weekly',
    start: '2024-01-01T09:00',
    turnMinutes: weekMinutes,
    people: people.slice(0, 12),
    restrictions: [],
  };
  const nights: Layer = {
    name: 'nights',
    start: '2024-01-01T20:00',
    turnMinutes: 24 * 60,
    people: people.slice(12),
    restrictions: [{ days: [...weekdays], from: '20:00', until: '08:00' }],
  };
  return {
    id: `rota-${index}`,
    name: `Rota ${index}`,
    teamId: `team-${index}`,
    side: index % 2 === 0 ? 'developer' : 'sre',
    level: 'oncall',
    zone: zones[index % zones.length] ?? 'UTC',
    layers: index % 3 === 0 ? [weekly, nights] : [weekly],
  };
}

function overrideOf(index: number): Override {
  const fromMs = nowMs + ((index * 7) % 60) * 24 * 60 * 60 * 1_000;
  return {
    id: `override-${index}`,
    rotaId: `rota-${index % rotaCount}`,
    from: new Date(fromMs).toISOString(),
    until: new Date(fromMs + 12 * 60 * 60 * 1_000).toISOString(),
    personId: `person-${(index * 31) % personCount}`,
    insteadOf: null,
    reason: null,
    source: 'person',
    calendarUid: null,
    byId: null,
  };
}

const rotas = Array.from({ length: rotaCount }, (_, index) => rotaOf(index));
const overrides = Array.from({ length: 4 * rotaCount }, (_, index) => overrideOf(index));
const services = Array.from({ length: serviceCount }, (_, index) => ({
  developer: `rota-${(index * 2) % rotaCount}`,
  sre: `rota-${(index * 2 + 1) % rotaCount}`,
}));

/** Who is on call for every service; returns how many sides have somebody. */
function resolveServices(book: OnCallBook): number {
  const now = book.allNow(nowMs);
  return services
    .flatMap(({ developer, sre }) => [now.get(developer), now.get(sre)])
    .filter((shift) => shift !== undefined && shift.people.length > 0).length;
}

const hourly: Rota = {
  ...rotaOf(0),
  layers: [
    ...rotaOf(0).layers.map((layer) => ({ ...layer, turnMinutes: 60 })),
    {
      name: 'lunch',
      start: '2024-01-01T00:00',
      turnMinutes: 60,
      people: ['person-0', 'person-1', 'person-2'],
      restrictions: [
        { days: weekdays.slice(0, 5), from: '11:30', until: '12:30' },
        { days: weekdays.slice(0, 5), from: '13:15', until: '14:00' },
        { days: weekdays.slice(5), from: '22:00', until: '02:30' },
      ],
    },
  ],
};

/** `cpuMs` is what this process worked, whatever else the machine does. */
function timed<Result>(work: () => Result): { ms: number; cpuMs: number; result: Result } {
  const startCpu = process.cpuUsage();
  const startMs = performance.now();
  const result = work();
  const ms = performance.now() - startMs;
  const { user, system } = process.cpuUsage(startCpu);
  return { ms, cpuMs: (user + system) / 1_000, result };
}

function middleOf(samplesMs: number[]): number {
  return samplesMs.toSorted((one, other) => one - other)[Math.floor(samplesMs.length / 2)] ?? 0;
}

// As the check of the config does, before anybody can ask.
const knownZones = zones.filter((zone) => isZone(zone)).length;

// The first time: no change of a clock has been read, and no code is compiled.
const coldBook = new OnCallBook();
coldBook.hold(rotas, overrides);
const cold = timed(() => resolveServices(coldBook));
const kept = timed(() => resolveServices(coldBook));

const freshMs: number[] = [];
const weeklyMs: number[] = [];
const hourlyMs: number[] = [];
let hourlyShifts = 0;
for (let round = 0; round < rounds; round += 1) {
  const book = new OnCallBook();
  book.hold(structuredClone(rotas), overrides);
  freshMs.push(timed(() => resolveServices(book)).ms);
  const own = coldBook.overrides('rota-0');
  weeklyMs.push(timed(() => shiftsBetween(rotaOf(1), own, nowMs, nowMs + yearMs)).ms);
  const { ms, result } = timed(() => shiftsBetween({ ...hourly }, own, nowMs, nowMs + yearMs));
  hourlyMs.push(ms);
  hourlyShifts = result.length;
}

process.stdout.write(
  `${JSON.stringify({
    people: personCount,
    rotas: rotaCount,
    services: serviceCount,
    zones: knownZones,
    coveredSides: cold.result,
    allServicesColdMs: cold.ms,
    allServicesColdCpuMs: cold.cpuMs,
    allServicesFreshBookMs: middleOf(freshMs),
    allServicesAgainMs: kept.ms,
    coldWithin50Ms: cold.ms < 50,
    yearOfWeeklyTurnsMs: middleOf(weeklyMs),
    yearOfHourlyTurnsMs: middleOf(hourlyMs),
    yearOfHourlyTurnsSlowestMs: Math.max(...hourlyMs),
    hourlyShifts,
    yearWithin100Ms: Math.max(...weeklyMs, ...hourlyMs) < 100,
  })}\n`,
);
