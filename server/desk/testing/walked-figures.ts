import type { DatabaseSync } from 'node:sqlite';

/** What is not 0, by group, week and figure; durations as `count median p90`. */
export type WalkedFigures = Record<string, number | string>;

interface Rests {
  [name: string]: { zone: string; sleep: { startMinute: number; endMinute: number } };
}

export interface WalkOptions {
  sinceMs: number;
  untilMs: number;
  /** By the name of the person. */
  rests: Rests;
  services: readonly { id: string; name: string; developers: string; sres: string }[];
}

// Whatever the log holds; nothing here relies on the types of the hub.
// eslint's rules hold all the same: values are looked at before they are used.
interface Loose {
  type: string;
  at: string;
  [field: string]: unknown;
}

interface SeatState {
  ringing: boolean;
  called: string[];
  /** Those of them whom somebody pages by name. */
  named: string[];
  answered: boolean;
}

interface Known {
  service: string;
  openedMs: number;
  seats: Record<string, SeatState>;
  answers: { side: string; personId: string; seconds: number }[];
  mitigatedSeconds: number | null;
  isNoise: boolean;
}

interface KnownStopgap {
  service: string;
  fromMs: number;
  endMs: number | null;
}

/**
 * Counts the figures of a report by walking over `events`, one after another, in the plainest way and
 * without any code of the hub.
 */
export function walk(database: DatabaseSync, options: WalkOptions): WalkedFigures {
  const events = database
    .prepare('select body from events order by seq')
    .all()
    .map(({ body }) => JSON.parse(String(body)) as Loose);
  const counts = new Map<string, number>();
  const durations = new Map<string, number[]>();
  const names = new Map<string, string>();
  const incidents = new Map<string, Known>();
  const stopgaps = new Map<string, KnownStopgap>();

  const isWithin = (ms: number): boolean => ms >= options.sinceMs && ms < options.untilMs;
  const add = (groups: string[], ms: number, figure: string): void => {
    for (const group of groups) {
      for (const week of [mondayOf(ms), 'total']) {
        const key = `${group} / ${week} / ${figure}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  };
  const took = (groups: string[], ms: number, figure: string, seconds: number): void => {
    for (const group of groups) {
      for (const week of [mondayOf(ms), 'total']) {
        const key = `${group} / ${week} / ${figure}`;
        durations.set(key, [...(durations.get(key) ?? []), seconds]);
      }
    }
  };
  const groupsOf = (service: string, ...sides: string[]): string[] => {
    const listed = options.services.find(({ id, name }) => id === service || name === service);
    const ofSide = (side: string): string[] => [
      `side ${side}`,
      ...(listed ? [`team ${side === 'sre' ? listed.sres : listed.developers}`] : []),
    ];
    return ['all', `service ${listed?.id ?? service}`, ...sides.flatMap(ofSide)];
  };
  const page = (incident: Known, side: string, personIds: string[], ms: number): void => {
    if (!isWithin(ms)) return;
    for (const id of personIds) {
      const name = names.get(id) ?? id;
      const groups = [...groupsOf(incident.service, side), `person ${name}`];
      add(groups, ms, 'pages');
      if (isNight(options.rests, name, ms)) add(groups, ms, 'nightPages');
    }
  };

  for (const event of events) {
    const ms = Date.parse(event.at);
    if (event.type === 'person.enrolled') {
      const person = event['person'] as { id: string; name: string };
      names.set(person.id, person.name);
    }
    const incidentId = String(event['incidentId']);
    if (event.type === 'incident.opened') {
      const called = event['called'] as Record<string, string[]>;
      const opened: Known = {
        service: String(event['service']),
        openedMs: ms,
        seats: Object.fromEntries(
          ['developer', 'sre'].map((side) => [
            side,
            {
              ...{ ringing: true, called: [...(called[side] ?? [])], named: [] },
              answered: false,
            },
          ]),
        ),
        answers: [],
        mitigatedSeconds: null,
        isNoise: false,
      };
      incidents.set(incidentId, opened);
      for (const side of ['developer', 'sre']) page(opened, side, called[side] ?? [], ms);
    }
    const incident = incidents.get(incidentId);
    if (!incident) continue;
    const seconds = Math.max(0, Math.floor((ms - incident.openedMs) / 1_000));
    const side = String(event['side']);
    const seat = incident.seats[side];
    const forget = (personId: string): void => {
      for (const one of Object.values(incident.seats))
        one.named = one.named.filter((id) => id !== personId);
    };
    const ringAgain = (which: string): void => {
      const again = incident.seats[which];
      if (!again || again.ringing) return;
      again.ringing = true;
      again.called = [...again.named];
    };
    switch (event.type) {
      case 'seat.called': {
        const joined = (event['personIds'] as string[]).filter((id) => !seat?.called.includes(id));
        seat?.called.push(...joined);
        if (seat?.ringing) page(incident, side, joined, ms);
        break;
      }
      case 'person.paged': {
        const personId = String(event['personId']);
        if (seat && !seat.called.includes(personId)) seat.called.push(personId);
        if (seat && !seat.named.includes(personId)) seat.named.push(personId);
        page(incident, side, [personId], ms);
        break;
      }
      case 'seat.acknowledged':
        if (!seat) break;
        seat.ringing = false;
        forget(String(event['personId']));
        if (!seat.answered) {
          incident.answers.push({ side, personId: String(event['personId']), seconds });
        }
        seat.answered = true;
        break;
      case 'person.answered':
        forget(String(event['personId']));
        break;
      case 'page.declined':
        forget(String(event['personId']));
        if (seat) seat.called = seat.called.filter((id) => id !== event['personId']);
        break;
      case 'seat.held':
        if (!seat) break;
        seat.ringing = false;
        // All of these tests' holds are stand-downs.
        seat.named = [];
        break;
      case 'seat.lease-ended': {
        const personId = String(event['personId']);
        if (!seat || seat.ringing) break;
        const isNamed = seat.named.includes(personId);
        ringAgain(side);
        if (isNamed) break;
        seat.called.push(personId);
        page(incident, side, [personId], ms);
        break;
      }
      case 'seat.unacknowledged':
      case 'seat.released':
        ringAgain(side);
        break;
      case 'incident.raised':
      case 'incident.reopened':
        for (const one of ['developer', 'sre']) if (event['keeps'] !== one) ringAgain(one);
        break;
      case 'incident.noise-marked':
        incident.isNoise = event['reason'] !== null;
        break;
      case 'stopgap.installed': {
        const { id } = event['stopgap'] as { id: string };
        stopgaps.set(id, { service: incident.service, fromMs: ms, endMs: null });
        if (isWithin(ms)) add(groupsOf(incident.service, 'developer'), ms, 'stopgapsInstalled');
        break;
      }
      case 'stopgap.extended':
        if (isWithin(ms)) add(groupsOf(incident.service, 'developer'), ms, 'stopgapsExtended');
        break;
      case 'stopgap.undone':
      case 'stopgap.made-permanent': {
        const stopgap = stopgaps.get(String(event['stopgapId']));
        if (stopgap) stopgap.endMs = ms;
        break;
      }
      default:
    }
    if (['stopgap.installed', 'incident.mitigated', 'incident.resolved'].includes(event.type)) {
      incident.mitigatedSeconds ??= seconds;
    }
  }

  for (const {
    service,
    openedMs,
    seats,
    answers,
    mitigatedSeconds,
    isNoise,
  } of incidents.values()) {
    if (!isWithin(openedMs)) continue;
    const both = groupsOf(service, 'developer', 'sre');
    add(both, openedMs, 'incidents');
    if (isNoise) add(both, openedMs, 'noise');
    if (!seats['developer']?.answered) add(groupsOf(service, 'developer'), openedMs, 'unanswered');
    if (mitigatedSeconds !== null) took(both, openedMs, 'mitigate', mitigatedSeconds);
    for (const { side, personId, seconds } of answers) {
      const person = `person ${names.get(personId) ?? personId}`;
      took([...groupsOf(service, side), person], openedMs, 'acknowledge', seconds);
    }
  }
  for (const { service, fromMs, endMs } of stopgaps.values()) {
    for (const { week, endsMs, isLast } of weeksOf(options)) {
      if (fromMs >= endsMs || (endMs !== null && endMs < endsMs)) continue;
      for (const group of groupsOf(service, 'developer')) {
        for (const name of isLast ? [week, 'total'] : [week]) {
          const key = `${group} / ${name} / stopgapsOpen`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
    }
  }
  const spreads = [...durations].map(([key, values]) => {
    const sorted = values.toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1];
    return [key, `${sorted.length} ${at(0.5)} ${at(0.9)}`];
  });
  return Object.fromEntries([...counts, ...spreads]) as WalkedFigures;
}

/** By the calendar, day for day. */
function mondayOf(ms: number): string {
  const date = new Date(ms);
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

function weeksOf({ sinceMs, untilMs }: WalkOptions) {
  const weeks: { week: string; endsMs: number; isLast: boolean }[] = [];
  const day = new Date(`${mondayOf(sinceMs)}T00:00:00.000Z`);
  while (day.getTime() < untilMs) {
    const week = day.toISOString().slice(0, 10);
    day.setUTCDate(day.getUTCDate() + 7);
    const endsMs = Math.min(day.getTime(), untilMs);
    weeks.push({ week, endsMs, isLast: endsMs === untilMs });
  }
  return weeks;
}

/** By what the runtime's own calendar says of the clock on the wall. */
function isNight(rests: Rests, name: string, ms: number): boolean {
  const rest = rests[name];
  if (!rest) return false;
  const { zone, sleep } = rest;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const [hours = 0, minutes = 0] = format.format(ms).split(':').map(Number);
  const minute = hours * 60 + minutes;
  const { startMinute, endMinute } = sleep;
  return startMinute < endMinute
    ? startMinute <= minute && minute < endMinute
    : startMinute <= minute || minute < endMinute;
}
