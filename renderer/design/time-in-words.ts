const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long something goes on, ticking: "0:42", "1:02:33", "3 d 4 h". */
export function elapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / secondMs);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

/** A time in milliseconds since 1970 as it is told to others. */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** How long it still lasts, ticking: "4:18", "0:01"; null when it is over. */
export function remaining(ms: number): string | null {
  return ms <= 0 ? null : elapsed(Math.ceil(ms / secondMs) * secondMs);
}

/** How long ago, roughly: "just now", "4 min ago", "2 h ago", "3 d ago". */
export function ago(ms: number): string {
  if (ms < minuteMs) return 'just now';
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min ago`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} h ago`;
  return `${Math.floor(ms / dayMs)} d ago`;
}

/** How long something has lasted, roughly: "under a minute", "14 min", "2 h 5 min", "3 d 4 h". */
export function lasting(ms: number): string {
  if (ms < minuteMs) return 'under a minute';
  const minutes = Math.floor(ms / minuteMs);
  if (minutes < 60) return `${minutes} min`;
  if (ms < dayMs) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(ms / dayMs)} d ${Math.floor((ms % dayMs) / hourMs)} h`;
}

/** Time on the wall clock of this laptop, with the day when it is not today: "03:12", "3 Oct 03:12". */
export function clockTime(instant: string, nowMs: number): string {
  const at = new Date(instant);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.getDate()} ${months[at.getMonth()]} ${time}`;
}

/** Whole seconds until a moment, for "retrying in 4 s"; 0 when it has come. */
export function secondsUntil(instant: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / secondMs));
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function two(value: number): string {
  return String(value).padStart(2, '0');
}
