import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { toInstant } from '../../domain/instant.ts';
import { TocsinError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';
import { readWhole } from '../read-input.ts';
import { calendarText, onCallText } from './oncall-text.ts';

interface ReadOptions extends CommonOptions {
  at?: string;
}

interface CalendarOptions extends CommonOptions {
  rota: string;
  weeks: number;
}

interface ImportOptions extends CommonOptions {
  person: string;
  rota?: string;
  all?: boolean;
}

const weekMs = 7 * 24 * 60 * 60 * 1_000;
const mostWeeks = Math.floor(limits.calendarDays / 7);

export function addOnCallCommands(program: Command): void {
  const oncall = withCommonOptions(program.command('oncall'))
    .description('who is on call, now and next, and when nobody is')
    .addOption(
      new Option('--at <time>', 'an instant such as 2026-11-23T09:00:00Z')
        .argParser(parseInstant)
        .default(undefined, 'now'),
    )
    .addHelpText('after', examples)
    .action(read);
  oncall
    .command('calendar')
    .configureHelp({ showGlobalOptions: true })
    .description('the shifts of a rota in the coming weeks')
    .requiredOption('--rota <id>', 'id of the rota in the config')
    .addOption(
      new Option('--weeks <count>', `how many, ${mostWeeks} at most`)
        .argParser(parseWeeks)
        .default(4),
    )
    .action((_options: unknown, command: Command) => calendar(command.optsWithGlobals()));
  const importing = oncall
    .command('import')
    .configureHelp({ showGlobalOptions: true })
    .argument('<file>', 'iCalendar file with the times at which they are away; -: standard input')
    .description(
      'take over the leave of a person; brought again, it takes the place of the earlier',
    )
    .requiredOption('--person <name>', 'name, or id in the config')
    .addOption(new Option('--rota <id>', 'only in this rota').conflicts('all'))
    .option('--all', 'in every rota that names them');
  importing.action((file: string, _options: unknown, command: Command) =>
    importLeave(importing, file, command.optsWithGlobals()),
  );
}

const examples = `
Examples:
  tocsin oncall
  tocsin oncall --at 2026-12-24T18:00:00Z
  tocsin oncall calendar --rota payments --weeks 8
  tocsin oncall import --all --person "Ada Lovelace" leave.ics
`;

async function read({ data, json, at = undefined }: ReadOptions): Promise<void> {
  const { result } = await administer(data, { type: 'oncall.read', at: at ?? null });
  printResult(json, result, onCallText(result));
}

async function calendar({ data, json, rota, weeks }: CalendarOptions): Promise<void> {
  const nowMs = Date.now();
  const span = { from: toInstant(nowMs), until: toInstant(nowMs + weeks * weekMs) };
  const query = { rotas: [rota], ...span };
  const { result } = await administer(data, { type: 'oncall.calendar', query });
  const [found] = result.rotas;
  if (!found) throw new TocsinError('rota_unknown', rota);
  printResult(json, result, calendarText(found.shifts, result.gaps));
}

async function importLeave(command: Command, file: string, options: ImportOptions): Promise<void> {
  const { data, json, person, rota } = options;
  if (rota === undefined && options.all !== true) {
    command.error('error: say which rota: --rota <id>, or --all');
  }
  const text = await readWhole(file, limits.calendarBytes).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const isTooLarge = reason.startsWith('more than');
    throw new TocsinError(isTooLarge ? 'calendar_too_large' : 'calendar_unreadable', reason);
  });
  const { result } = await administer(data, {
    ...{ type: 'oncall.import', person, rotaId: rota ?? null, file: text },
  });
  const { added, unchanged, problems } = result;
  const counts = `${added} ${added === 1 ? 'absence' : 'absences'} added, ${unchanged} unchanged.`;
  printResult(json, result, [counts, ...problems].join('\n'));
}

function parseInstant(text: string): string {
  const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const timeMs = isInstant ? Date.parse(text) : NaN;
  if (Number.isNaN(timeMs)) {
    throw new InvalidArgumentError('Give an instant such as 2026-11-23T09:00:00Z.');
  }
  return toInstant(timeMs);
}

function parseWeeks(text: string): number {
  const weeks = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (weeks >= 1 && weeks <= mostWeeks) return weeks;
  throw new InvalidArgumentError(`Give a number of weeks from 1 to ${mostWeeks}.`);
}
