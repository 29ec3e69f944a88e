import type { Alert } from '../../protocol/alert.ts';
import type { Silence } from '../../protocol/oncall.ts';
import { foldName } from '../directory.ts';
import { compileTextMatch } from '../text-match.ts';
import type { TextMatch } from '../text-match.ts';

type Matcher = readonly (readonly [label: string, match: TextMatch])[];

/** Of silences that are the same objects from question to question, as their table gives them. */
const matchers = new WeakMap<Silence, Matcher>();

/** Whether a silence holds at a time, epoch ms. */
export function isInForce({ from, until }: Silence, nowMs: number): boolean {
  return Date.parse(from) <= nowMs && nowMs < Date.parse(until);
}

/** Whether a silence is for alerts of this service with these labels, whenever it holds. */
export function isMeant(
  silence: Silence,
  service: string,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (silence.service !== null && foldName(silence.service) !== foldName(service)) return false;
  return matcherOf(silence).every(([label, match]) => {
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return value !== undefined && match(value);
  });
}

/** Of the silences in force, the one that holds an alert the longest; undefined when none does. */
export function silenceOf(
  silences: readonly Silence[],
  service: string,
  { labels }: Pick<Alert, 'labels'>,
  nowMs: number,
): Silence | undefined {
  let longest: Silence | undefined;
  for (const silence of silences) {
    if (longest && silence.until <= longest.until) continue;
    if (isInForce(silence, nowMs) && isMeant(silence, service, labels)) longest = silence;
  }
  return longest;
}

function matcherOf(silence: Silence): Matcher {
  const known = matchers.get(silence);
  if (known) return known;
  const matcher = Object.entries(silence.matchers).map(
    ([label, text]) => [label, compileTextMatch(text)] as const,
  );
  matchers.set(silence, matcher);
  return matcher;
}
