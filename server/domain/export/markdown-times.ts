/** An instant of the hub as `2026-11-23 05:40:00 UTC`. */
export function utc(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
}

/** A duration in its two largest units: `1 h 4 min`, `38 s`. Below zero when a clock was set back. */
export function duration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const units: [string, number][] = [
    ['d', Math.floor(seconds / 86_400)],
    ['h', Math.floor(seconds / 3_600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', seconds % 60],
  ];
  const first = units.findIndex(([, count]) => count > 0);
  if (first < 0) return '0 s';
  const words = units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}`);
  return `${ms < 0 ? '−' : ''}${words.join(' ')}`;
}

/** Bytes as people say them: `12 KiB`. */
export function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  const kibibytes = bytes / 1_024;
  if (kibibytes < 1_024) return `${kibibytes.toFixed(0)} KiB`;
  return `${(kibibytes / 1_024).toFixed(1)} MiB`;
}
