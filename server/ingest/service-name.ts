import { limits } from '../protocol/limits.ts';
import { clipLine } from './clipping.ts';
import { firstText } from './json-value.ts';

/** Labels that name the thing that breaks, the most telling first. */
const serviceLabels = ['service', 'app', 'job', 'namespace', 'alertname'] as const;

/** The service that labels tell of, or the fallback when they tell of none. */
export function serviceOfLabels(labels: Record<string, unknown>, fallback: string): string {
  return fitService(firstText(...serviceLabels.map((name) => labels[name])) ?? fallback);
}

/** A service's name within the limit, on one line, never empty. */
export function fitService(name: string): string {
  return clipLine(name, limits.serviceLength) || 'unnamed';
}

/** A title within the limit, on one line, never empty. */
export function fitTitle(title: string | undefined, fallback: string): string {
  return clipLine(title ?? '', limits.titleLength) || clipLine(fallback, limits.titleLength) || '?';
}
