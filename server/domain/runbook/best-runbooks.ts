import { foldName } from '../directory.ts';
import { compileTextMatch } from '../text-match.ts';
import type { TextMatch } from '../text-match.ts';

/** What a runbook is for, and where it is; no two have the same path. */
export interface OfferedRunbook {
  path: string;
  services: readonly string[];
  alerts: readonly string[];
  labels: readonly Readonly<Record<string, string>>[];
}

/** What there is to respond to. */
export interface RunbookOccasion {
  /** Id and name of the service, as far as they are known. */
  service: readonly string[];
  alertNames: readonly string[];
  labels: Readonly<Record<string, string>>;
}

export interface RankedRunbook<T extends OfferedRunbook> {
  runbook: T;
  /** Why it is for this, for people; the weightiest first. Never empty. */
  reasons: readonly string[];
}

/** What of a runbook met the occasion; `labels` is the largest of its matchers that match. */
interface Match<T extends OfferedRunbook> {
  runbook: T;
  labels: readonly (readonly [label: string, value: string])[];
  alert: string | null;
  service: string | null;
}

/**
 * The runbooks for an occasion, the best first. Of `services`, `alerts` and `labels`, everything that
 * a runbook names must match. Labels weigh more than alert names and these more than services, more
 * labels weigh more than fewer; between equals the path decides.
 */
export function bestRunbooks<T extends OfferedRunbook>(
  runbooks: readonly T[],
  occasion: RunbookOccasion,
): RankedRunbook<T>[] {
  const compile = compileOnce();
  return runbooks
    .flatMap((runbook) => matchOf(runbook, occasion, compile) ?? [])
    .toSorted(bySpecificity)
    .map((match) => ({ runbook: match.runbook, reasons: reasonsOf(match) }));
}

/** Many runbooks name the same texts. */
function compileOnce(): (text: string) => TextMatch {
  const compiled = new Map<string, TextMatch>();
  return (text) => {
    const known = compiled.get(text) ?? compileTextMatch(text);
    compiled.set(text, known);
    return known;
  };
}

function matchOf<T extends OfferedRunbook>(
  runbook: T,
  { service, alertNames, labels }: RunbookOccasion,
  compile: (text: string) => TextMatch,
): Match<T> | null {
  const names = new Set(service.map(foldName));
  const ofService = runbook.services.find((name) => names.has(foldName(name))) ?? null;
  if (runbook.services.length > 0 && ofService === null) return null;
  const ofAlert = alertNames.find((name) => runbook.alerts.some((text) => compile(text)(name)));
  if (runbook.alerts.length > 0 && ofAlert === undefined) return null;
  const matchers = runbook.labels.map(Object.entries<string>).filter((matcher) =>
    matcher.every(([label, text]) => {
      return Object.hasOwn(labels, label) && compile(text)(labels[label] ?? '');
    }),
  );
  if (runbook.labels.length > 0 && matchers.length === 0) return null;
  const largest = matchers.reduce<(typeof matchers)[number]>(
    (most, one) => (one.length > most.length ? one : most),
    [],
  );
  const isForSomething = largest.length > 0 || ofAlert !== undefined || ofService !== null;
  if (!isForSomething) return null;
  const met = largest.map(([label]) => [label, labels[label] ?? ''] as const);
  return { runbook, labels: met, alert: ofAlert ?? null, service: ofService };
}

function bySpecificity(one: Match<OfferedRunbook>, other: Match<OfferedRunbook>): number {
  return (
    other.labels.length - one.labels.length ||
    Number(other.alert !== null) - Number(one.alert !== null) ||
    Number(other.service !== null) - Number(one.service !== null) ||
    (one.runbook.path < other.runbook.path ? -1 : Number(one.runbook.path > other.runbook.path))
  );
}

function reasonsOf({ labels, alert, service }: Match<OfferedRunbook>): string[] {
  const pairs = labels.map(([label, value]) => `${label}=${value}`);
  return [
    ...(pairs.length > 0 ? [`${pairs.length === 1 ? 'label' : 'labels'} ${pairs.join(', ')}`] : []),
    ...(alert === null ? [] : [`alert ${alert}`]),
    ...(service === null ? [] : [`service ${service}`]),
  ];
}
