import ICAL from 'ical.js';

/** A component of an iCalendar file, such as an event. Names are in small letters. */
export interface FilePart {
  name: string;
  properties: readonly FileProperty[];
  parts: readonly FilePart[];
}

export interface FileProperty {
  name: string;
  parameters: Readonly<Record<string, unknown>>;
  /** `date`, `date-time`, `text` ... */
  type: string;
  values: readonly unknown[];
}

/** What RFC 7265 makes of a component. */
type JsonPart = [
  name: string,
  properties: [name: string, parameters: Record<string, unknown>, type: string, ...unknown[]][],
  parts: JsonPart[],
];

/** Parameters of one property; the parser's time grows with their square. */
const mostParameters = 64;

/** The calendars of a file. Throws Error for what is no iCalendar file, with the reason. */
export function parseFile(text: string): FilePart[] {
  const overloaded = text.split('\n').find((line) => parameterCount(line) > mostParameters);
  if (overloaded !== undefined) throw new Error('a line has too many parameters');
  const parsed = ICAL.parse(text.replaceAll('\0', '')) as JsonPart | JsonPart[];
  // A file with one component is that component, else a list of them.
  const list = typeof parsed[0] === 'string' ? [parsed as JsonPart] : (parsed as JsonPart[]);
  return list.map((one) => toPart(one, deepest));
}

function parameterCount(line: string): number {
  return line.split(':', 1)[0]?.split(';').length ?? 0;
}

/** Calendars have events, and events have alarms; what is deeper is left out. */
const deepest = 3;

function toPart([name, properties, parts]: JsonPart, depth: number): FilePart {
  return {
    name,
    properties: properties.map(([property, parameters, type, ...values]) => ({
      ...{ name: property, parameters, type, values },
    })),
    parts: depth > 0 ? parts.map((one) => toPart(one, depth - 1)) : [],
  };
}

export function propertyOf(part: FilePart, name: string): FileProperty | undefined {
  return part.properties.find((property) => property.name === name);
}

/** The first value of a property, if it is a text. */
export function textOf(part: FilePart, name: string): string | undefined {
  const value = propertyOf(part, name)?.values[0];
  return typeof value === 'string' ? value : undefined;
}

/** Reads `2026-01-31`, or `2026-01-31T09:00:00` with or without `Z`, as if it were in UTC. In ms; NaN when it is no time. */
export function wallOf(value: unknown): number {
  const text = typeof value === 'string' ? value : '';
  const [, day, time = '00:00:00'] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})Z?)?$/.exec(text) ?? [];
  const wallMs = Date.parse(`${day ?? ''}T${time}Z`);
  // What a calendar does not have, such as the 30th of February, is not moved to another day.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 10) !== day) return NaN;
  return wallMs;
}
