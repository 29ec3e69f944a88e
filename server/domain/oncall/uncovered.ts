import { shiftsBetween } from './on-call.ts';
import type { MemberKey, Rota, RotaOverride } from './rota.ts';

interface Span {
  fromMs: number;
  untilMs: number;
}

/**
 * When nobody is on call in any of these rotas, in order. `covers` says whether people who are on call
 * count. Overrides of each rota in the order in which they were added; times in epoch ms.
 */
export function uncoveredBetween(
  rotas: readonly { rota: Rota; overrides: readonly RotaOverride[] }[],
  covers: (people: readonly MemberKey[]) => boolean,
  { fromMs, untilMs }: Span,
): Span[] {
  const [first, ...others] = rotas.map(({ rota, overrides }) =>
    joinedSpans(
      shiftsBetween(rota, overrides, fromMs, untilMs).filter(({ people }) => !covers(people)),
    ),
  );
  return others.reduce(commonSpans, first ?? []);
}

/** Spans of which none begins where another ends. */
function joinedSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { fromMs, untilMs } of spans) {
    const last = joined.at(-1);
    if (last?.untilMs === fromMs) last.untilMs = untilMs;
    else joined.push({ fromMs, untilMs });
  }
  return joined;
}

/** What is in both lists of spans; each is in order. */
function commonSpans(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const fromMs = Math.max(one.fromMs, other.fromMs);
      const untilMs = Math.min(one.untilMs, other.untilMs);
      return fromMs < untilMs ? [{ fromMs, untilMs }] : [];
    }),
  );
}
