import { hash } from 'node:crypto';
import { limits } from '../protocol/limits.ts';
import { clip } from './clipping.ts';

/** A key that is the same for the same labels, in whatever order they come. */
export function keyOfLabels(labels: Record<string, unknown>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return hash('sha256', JSON.stringify(pairs));
}

/** A key within the limit. One that is too long ends in its hash, so that two never become one. */
export function fitKey(key: string): string {
  if (key.length <= limits.dedupKeyLength) return clip(key, limits.dedupKeyLength);
  const digest = hash('sha256', key);
  return `${clip(key, limits.dedupKeyLength - digest.length)}${digest}`;
}
