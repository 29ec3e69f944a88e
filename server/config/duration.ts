import { z } from 'zod';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const units = [
  ['w', 7 * dayMs],
  ['d', dayMs],
  ['h', hourMs],
  ['m', minuteMs],
  ['s', secondMs],
] as const;

/** Largest unit first, each once: `90s`, `5m`, `1h30m`, `2w`. */
const form = /^(?=\d)(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Milliseconds of `90s`, `5m`, `4h`, `1h30m`, `7d` or `2w`; null when it is not that. */
export function parseDuration(text: string): number | null {
  const found = form.exec(text);
  if (!found) return null;
  return units.reduce((sum, [, unitMs], index) => sum + Number(found[index + 1] ?? 0) * unitMs, 0);
}

/**
 * A duration of a config, within bounds that are themselves written so. It is read as milliseconds.
 * `words` stand for durations.
 */
export function durationWithin(
  least: string,
  most: string,
  words: Readonly<Record<string, string>> = {},
) {
  const [leastMs, mostMs] = [parseDuration(least) ?? 0, parseDuration(most) ?? 0];
  const names = Object.keys(words).map((word) => `\`${word}\``);
  const examples = [...names, '`90s`', '`5m`', '`4h`'].join(', ');
  const message = `Write a number with its unit, e.g. ${examples} or \`1h30m\`.`;
  const forms = [...Object.keys(words), form.source.slice(1, -1)].join('|');
  return z
    .string({ error: (issue) => (issue.input === undefined ? undefined : message) })
    .regex(new RegExp(`^(?:${forms})$`), message)
    .transform((text, context) => {
      const known = Object.hasOwn(words, text) ? words[text] : undefined;
      const ms = parseDuration(known ?? text) ?? 0;
      if (ms >= leastMs && ms <= mostMs) return ms;
      context.addIssue({ code: 'custom', message: `Write a duration of ${least} to ${most}.` });
      return z.NEVER;
    });
}
