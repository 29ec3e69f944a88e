import type { ContextContent, Deploy } from '../../../server/protocol/context.ts';
import { lasting } from '../../design/time-in-words.ts';

/** When something happened, as seen from the alert: "12 min before the alert". */
export function fromAlertInWords(at: string, alertAt: string): string {
  const ms = Date.parse(at) - Date.parse(alertAt);
  if (Number.isNaN(ms)) return 'at an unknown time';
  if (Math.abs(ms) < 60_000) return 'as the alert began';
  return `${lasting(Math.abs(ms))} ${ms < 0 ? 'before' : 'after'} the alert`;
}

/** A deploy near the alert is the first suspect. */
export function isSuspect({ at }: Deploy, alertAt: string): boolean {
  const leadMs = Date.parse(alertAt) - Date.parse(at);
  return leadMs >= 0 && leadMs <= 60 * 60_000;
}

/** What was deployed, with its version unless the summary says it already. */
export function deployInWords({ summary, version }: Deploy): string {
  return version === null || summary.includes(version) ? summary : `${summary} ${version}`;
}

/** What is in an item, for its line while it is folded. */
export function contentInWords(content: ContextContent): string {
  switch (content.kind) {
    case 'links':
      return counted(content.links.length, 'link');
    case 'metric':
      return content.problem === null
        ? counted(content.series.length, 'series', 'series')
        : 'failed';
    case 'log':
      return counted(content.lines.length, 'line');
    case 'deploys':
      return counted(content.deploys.length, 'deploy');
    case 'note':
      return 'note';
  }
}

/** How much of a log the hub has masked. */
export function redactedInWords(count: number): string {
  return count === 1
    ? 'The hub masked 1 secret before it kept this.'
    : `The hub masked ${count} secrets before it kept this.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
