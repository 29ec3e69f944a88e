import type { RotaRow } from '../../main/ipc/duty-views.ts';
import type { Override, RotaMember, ShiftView } from '../../server/protocol/oncall.ts';
import { momentInWords } from '../design/moment-in-words.ts';

const weekdays = 'Su Mo Tu We Th Fr Sa'.split(' ');

/** "Mo 2" above a day; the month too on its first day. */
export function dayName(ms: number): { weekday: string; day: number } {
  const at = new Date(ms);
  return { weekday: weekdays[at.getDay()] ?? '', day: at.getDate() };
}

/** "November 2026", of the span that is shown. */
export function monthsInWords(fromMs: number, untilMs: number): string {
  const name = (ms: number): string =>
    new Date(ms).toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });
  const [first, last] = [name(fromMs), name(untilMs - 1)];
  return first === last ? first : `${first} to ${last}`;
}

export function namesOf(people: readonly RotaMember[]): string {
  return people.length === 0 ? 'Nobody' : people.map(({ name }) => name).join(' and ');
}

/** A shift as a screen reader tells it: "Ana, Mon 09:00 to Mon 9 Nov 09:00, changed". */
export function shiftInWords(shift: ShiftView, nowMs: number): string {
  const span = `${momentInWords(shift.from, nowMs)} to ${momentInWords(shift.until, nowMs)}`;
  const changed = shift.overrideId === null ? '' : ', changed';
  return `${namesOf(shift.people)}, ${span}${changed}`;
}

const sources = {
  person: 'by hand',
  swap: 'swapped',
  'take-over': 'taken over',
  calendar: 'from a calendar',
} as const;

/** "Cy instead of Ana, Wed 09:00 to Thu 09:00 (swapped)". */
export function overrideInWords(
  override: Override,
  { rota, nowMs }: { rota: RotaRow | undefined; nowMs: number },
): string {
  const name = (id: string): string =>
    rota?.members.find(({ personId }) => personId === id)?.name ?? 'somebody';
  const { personId, insteadOf, from, until, reason, source } = override;
  const who =
    personId === null
      ? `${insteadOf === null ? 'Nobody' : `${name(insteadOf)} away`}`
      : `${name(personId)}${insteadOf === null ? '' : ` instead of ${name(insteadOf)}`}`;
  const span = `${momentInWords(from, nowMs)} to ${momentInWords(until, nowMs)}`;
  const why = reason === null ? sources[source] : `${sources[source]}: ${reason}`;
  return `${rota?.name ?? 'A rota that is gone'}: ${who}, ${span} (${why})`;
}
