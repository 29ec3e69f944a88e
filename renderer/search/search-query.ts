import type { SearchQuery } from '../../server/protocol/room-api.ts';
import type { Severity } from '../../server/protocol/severity.ts';

export const periods = ['any', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

export const periodNames: Record<Period, string> = {
  any: 'Any time',
  day: 'Last day',
  week: 'Last 7 days',
  month: 'Last 30 days',
};

const dayMs = 24 * 60 * 60_000;
const lengths: Record<Exclude<Period, 'any'>, number> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
};

/** What the reader typed and chose. */
export interface Wish {
  text: string;
  service: string | null;
  personId: string | null;
  severity: Severity | null;
  period: Period;
}

export const noWish: Wish = {
  text: '',
  service: null,
  personId: null,
  severity: null,
  period: 'any',
};

/**
 * The question for the hub; null while nothing has been typed. `before` asks for what is older than
 * that place.
 */
export function queryOf(wish: Wish, nowMs: number, before: number | null): SearchQuery | null {
  const text = wish.text.trim();
  if (text === '') return null;
  const since = wish.period === 'any' ? null : new Date(nowMs - lengths[wish.period]).toISOString();
  const { service, personId, severity } = wish;
  return { text, service, personId, severity, since, until: null, before };
}
