import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { toInstant } from '../../domain/instant.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import { reportFormats, Reports } from '../../protocol/reports.ts';
import type { ReportFormat, ReportQuery } from '../../protocol/reports.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';
import { reportText } from './report-text.ts';

interface ReportOptions extends CommonOptions {
  since?: string;
  until?: string;
  format: ReportFormat | 'table';
  service?: string;
  team?: string;
  side?: Side;
}

const weekMs = 7 * 24 * 60 * 60 * 1_000;
/** Unless another time is asked for. */
const usualWeeks = 4;

export function addReportCommand(program: Command): void {
  withCommonOptions(program.command('report'))
    .description('count pages, answers, stopgaps and noise, by week')
    .addOption(
      new Option('--since <day>', 'first day, YYYY-MM-DD in UTC, or an instant')
        .argParser(parseDay)
        .default(undefined, 'four weeks before --until'),
    )
    .addOption(
      new Option('--until <day>', 'the day after the last one')
        .argParser(parseDay)
        .default(undefined, 'now'),
    )
    .addOption(
      new Option('--format <format>', 'for people, spreadsheets or programs')
        .choices(['table', ...reportFormats])
        .default('table'),
    )
    .option('--service <id>', 'only incidents of this service')
    .option('--team <id>', "only incidents of this team's services, and its own side of them")
    .addOption(new Option('--side <side>', 'only pages and answers of this side').choices(sides))
    .addHelpText('after', examples)
    .action(report);
}

const examples = `
Examples:
  tocsin report
  tocsin report --since 2026-10-05 --until 2026-11-02 --team payments
  tocsin report --since 2026-01-01 --format csv > 2026.csv
`;

async function report(options: ReportOptions): Promise<void> {
  const { data, json, format } = options;
  const made = json === true || format === 'table' ? 'json' : format;
  const query = queryOf(options, Date.now());
  const { result } = await administer(data, { type: 'reports.read', query, format: made });
  if (format !== 'table' && json !== true) process.stdout.write(result.text);
  else {
    const reports = Reports.parse(JSON.parse(result.text));
    printResult(json, reports, reportText(reports));
  }
}

function queryOf(options: ReportOptions, nowMs: number): ReportQuery {
  const { service, team, side } = options;
  const until = options.until ?? toInstant(nowMs);
  const since = options.since ?? toInstant(Date.parse(until) - usualWeeks * weekMs);
  return {
    ...{ since, until },
    ...(service !== undefined && { service }),
    ...(team !== undefined && { team }),
    ...(side !== undefined && { side }),
  };
}

/** A day begins at 00:00 UTC. */
function parseDay(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const timeMs = isDay || isInstant ? Date.parse(text) : NaN;
  // Some days that there are not are taken for the next ones.
  const isReal = !isDay || (timeMs >= 0 && toInstant(timeMs).startsWith(text));
  if (Number.isNaN(timeMs) || !isReal) {
    throw new InvalidArgumentError(
      'Give a day as YYYY-MM-DD, or an instant such as 2026-11-23T09:00:00Z.',
    );
  }
  return toInstant(timeMs);
}
