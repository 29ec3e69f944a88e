const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration in its two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function secondsInWords(seconds: number): string {
  if (seconds < minute) return `${Math.round(seconds)} s`;
  if (seconds < 10 * minute) return joined(seconds, minute, 'min', 1, 's');
  if (seconds < hour) return `${Math.round(seconds / minute)} min`;
  return seconds < day
    ? joined(seconds, hour, 'h', minute, 'min')
    : joined(seconds, day, 'd', hour, 'h');
}

/** `1 page`, `2 pages`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** `5 Oct`; with its year when that is another than now. */
export function dayInWords(date: string, nowMs: number): string {
  const isThisYear = date.slice(0, 4) === new Date(nowMs).toISOString().slice(0, 4);
  return new Date(`${date}T00:00:00.000Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}

function joined(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
) {
  const whole = Math.floor(seconds / large);
  const rest = Math.floor((seconds % large) / small);
  return rest === 0 ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${smallName}`;
}
