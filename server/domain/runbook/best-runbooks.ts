import { foldName } from '../directory.ts';
import { compileTextMatch, isLiteral } from '../text-match.ts';
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
  return new RunbookIndex(runbooks).best(occasion);
}

/** A runbook with what it compares, made once. */
interface Indexed<T extends OfferedRunbook> {
  runbook: T;
  alerts: readonly TextMatch[];
  labels: readonly (readonly (readonly [label: string, match: TextMatch])[])[];
}

/** Many runbooks for many occasions: only those are compared that may match. */
export class RunbookIndex<T extends OfferedRunbook> {
  readonly #byService = new Map<string, Indexed<T>[]>();
  readonly #byAlert = new Map<string, Indexed<T>[]>();
  readonly #others: Indexed<T>[] = [];

  /** @throws Error when a pattern cannot be used; `parseRunbook` lets none of these pass */
  constructor(runbooks: readonly T[]) {
    const compiled = new Map<string, TextMatch>();
    const compile = (text: string): TextMatch => {
      const known = compiled.get(text) ?? compileTextMatch(text);
      compiled.set(text, known);
      return known;
    };
    for (const runbook of runbooks) {
      const { services, alerts, labels } = runbook;
      const indexed: Indexed<T> = {
        runbook,
        alerts: alerts.map(compile),
        labels: labels.map((matcher) =>
          Object.entries(matcher).map(([label, text]) => [label, compile(text)] as const),
        ),
      };
      if (services.length > 0) put(this.#byService, services.map(foldName), indexed);
      else if (alerts.length > 0 && alerts.every(isLiteral)) put(this.#byAlert, alerts, indexed);
      else this.#others.push(indexed);
    }
  }

  /** The runbooks for an occasion, the best first. */
  best(occasion: RunbookOccasion): RankedRunbook<T>[] {
    const names = occasion.service.map(foldName);
    const candidates = new Set([
      ...names.flatMap((name) => this.#byService.get(name) ?? []),
      ...occasion.alertNames.flatMap((name) => this.#byAlert.get(name) ?? []),
      ...this.#others,
    ]);
    return [...candidates]
      .flatMap((indexed) => matchOf(indexed, occasion, names) ?? [])
      .toSorted(bySpecificity)
      .map((match) => ({ runbook: match.runbook, reasons: reasonsOf(match) }));
  }
}

function put<T>(index: Map<string, T[]>, keys: readonly string[], value: T): void {
  for (const key of new Set(keys)) {
    const known = index.get(key);
    if (known) known.push(value);
    else index.set(key, [value]);
  }
}

function matchOf<T extends OfferedRunbook>(
  { runbook, alerts, labels: matchersOfRunbook }: Indexed<T>,
  { alertNames, labels }: RunbookOccasion,
  serviceNames: readonly string[],
): Match<T> | null {
  const ofService = runbook.services.find((name) => serviceNames.includes(foldName(name))) ?? null;
  if (runbook.services.length > 0 && ofService === null) return null;
  const ofAlert = alertNames.find((name) => alerts.some((isMeant) => isMeant(name)));
  if (alerts.length > 0 && ofAlert === undefined) return null;
  const matchers = matchersOfRunbook.filter((matcher) =>
    matcher.every(([label, isMeant]) => {
      return Object.hasOwn(labels, label) && isMeant(labels[label] ?? '');
    }),
  );
  if (matchersOfRunbook.length > 0 && matchers.length === 0) return null;
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
