import { clockTime } from '../pager/local-time.ts';
import type { Knowledge } from './knowledge.ts';
import { offsetMinutesHere } from './moments.ts';

const weekMs = 6 * 24 * 60 * 60 * 1_000;

/**
 * A moment of planning, as the rota's people say it, and by the clock on this wall where that is another:
 * "Mon 09:00 Berlin, 08:00 yours". Farther off it has its date: "Mon 12 Oct 09:00 Berlin".
 */
export function momentInZone(
  instant: string,
  zone: string,
  { clockSkewMs, now }: Pick<Knowledge, 'clockSkewMs' | 'now'>,
): string {
  const epochMs = Date.parse(instant);
  const isFar = Math.abs(epochMs - clockSkewMs - now) >= weekMs;
  const there = formatIn(zone, isFar).format(epochMs).replaceAll(',', '');
  // Here it comes when this laptop's clock says so; there, by the hub's.
  const here = clockTime(epochMs, offsetMinutesHere);
  return `${there} ${cityOf(zone)}${there.endsWith(here) ? '' : `, ${here} yours`}`;
}

function formatIn(zone: string, isFar: boolean): Intl.DateTimeFormat {
  const form: Intl.DateTimeFormatOptions = {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(isFar && { day: 'numeric', month: 'short' }),
  };
  try {
    return new Intl.DateTimeFormat('en-GB', { ...form, timeZone: zone });
  } catch {
    // A zone that this runtime has never heard of.
    return new Intl.DateTimeFormat('en-GB', form);
  }
}

/** "Berlin" of "Europe/Berlin", "Buenos Aires" of "America/Argentina/Buenos_Aires". */
function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
