import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseDuration } from '../../config/duration.ts';
import { toInstant } from '../../domain/instant.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface AuditOptions extends CommonOptions {
  /** An instant. */
  since?: string;
}

/** Unless another time is asked for. */
const usualMs = 30 * 24 * 60 * 60 * 1_000;

export function addAuditCommand(program: Command): void {
  withCommonOptions(program.command('audit'))
    .description(
      'tell what changed who is paged: configuration, overrides, silences, keys, devices',
    )
    .addOption(
      new Option('--since <when>', 'a day, an instant, or a time before now such as 12h or 7d')
        .argParser((text) => parseWhen(text, Date.now()))
        .default(undefined, '30d'),
    )
    .addHelpText('after', examples)
    .action(audit);
}

const examples = `
Examples:
  tocsin audit
  tocsin audit --since 7d
  tocsin audit --since 2026-11-01 --json
`;

async function audit({ data, json, since }: AuditOptions): Promise<void> {
  const from = since ?? toInstant(Date.now() - usualMs);
  const { result } = await administer(data, { type: 'audit.read', since: from });
  const lines = result.entries.map(({ at, by, text }) => {
    // What follows the first line is about it.
    const indented = safe(text).replaceAll('\n', '\n    ');
    return `${at}  ${safe(by)}: ${indented}`;
  });
  const nothing = `Nothing has changed since ${from}.`;
  printResult(json, result, lines.length === 0 ? nothing : lines.join('\n'));
}

/** Names and reasons come from people: nothing of them may act on a terminal. */
function safe(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, ' ');
}

function parseWhen(text: string, nowMs: number): string {
  const agoMs = parseDuration(text);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const timeMs = agoMs === null ? (isDay || isInstant ? Date.parse(text) : NaN) : nowMs - agoMs;
  if (Number.isNaN(timeMs) || timeMs < 0) {
    throw new InvalidArgumentError('Write 2026-11-01, an instant, or a time before now as 7d.');
  }
  return toInstant(timeMs);
}
