import type { ContextContent } from '../../../server/protocol/context.ts';

/** The lines of a log as they are copied: each with its time in UTC, where it has one. */
export function logText({
  lines,
}: Pick<Extract<ContextContent, { kind: 'log' }>, 'lines'>): string {
  return lines.map(({ at, text }) => (at === null ? text : `${at} ${text}`)).join('\n');
}
