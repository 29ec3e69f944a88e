import type { MemberKey, Rota, Shift } from './rota.ts';

const lineOctets = 75;

/** What goes into a calendar for calendar programs. */
export interface CalendarContent {
  /** For people to read. */
  name: string;
  rotas: readonly { rota: Rota; shifts: readonly Shift[] }[];
  /** How people call somebody whom a rota names. */
  nameOf: (key: MemberKey) => string;
  /** Only the shifts of this one; null: everybody's, and when there is nobody. */
  only: MemberKey | null;
  nowMs: number;
  /** How often a program should look again. */
  refreshMs: number;
}

/**
 * A calendar of shifts by RFC 5545, all times in UTC. A shift keeps its UID for as long as it begins at
 * the same time, so give whole ones: see `wholeShiftsBetween`.
 */
export function toCalendar(content: CalendarContent): string {
  const { name, rotas, only, refreshMs } = content;
  const refresh = `PT${Math.max(1, Math.round(refreshMs / 60_000))}M`;
  const events = rotas.flatMap(({ rota, shifts }) =>
    shifts
      .filter(({ people }) => only === null || people.includes(only))
      .flatMap((shift) => eventLines(content, rota, shift)),
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...(events.length === 0 ? zoneLines : events),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** A calendar must have some part, so an empty one says what its times would be in. */
const zoneLines = [
  ...['BEGIN:VTIMEZONE', 'TZID:Etc/UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
  ...['TZOFFSETFROM:+0000', 'TZOFFSETTO:+0000', 'END:STANDARD', 'END:VTIMEZONE'],
];

function eventLines({ nameOf, nowMs }: CalendarContent, rota: Rota, shift: Shift): string[] {
  const { people, fromMs, untilMs } = shift;
  const names = people.map(nameOf).join(', ');
  const level = rota.level === 'backup' ? 'backup' : 'on call';
  const summary = `${names === '' ? 'Nobody' : names} ${level}: ${rota.name}`;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(`${rota.id}-${utc(fromMs)}@tocsin`)}`,
    `DTSTAMP:${utc(nowMs)}`,
    `DTSTART:${utc(fromMs)}`,
    `DTEND:${utc(untilMs)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(shift.overrideId === null ? [] : ['DESCRIPTION:Changed by an override.']),
    // Meetings may still be set for somebody who is on call.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20261123T030000Z`; parts of a second are left out, as the format has none. */
function utc(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

const encoder = new TextEncoder();

/** Cuts a line so that none has more than 75 octets, never within a character. */
function foldLine(line: string): string {
  if (encoder.encode(line).length <= lineOctets) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > lineOctets) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
