import type { Command } from 'commander';
import { basename } from 'node:path';
import { z } from 'zod';
import { describeIssue } from '../../ingest/invalid-body.ts';
import { MetricItem } from '../../protocol/context.ts';
import type { ContextContent } from '../../protocol/context.ts';
import { limits } from '../../protocol/limits.ts';
import { NewContextItem } from '../../protocol/room-api.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';
import { readLastLines, readWhole } from '../read-input.ts';

interface ContextOptions extends CommonOptions {
  link?: string[];
  note?: string;
  log?: string;
  metric?: string;
  unit?: string;
  items?: string;
  title?: string;
  id?: string;
}

export function addContextCommands(program: Command): void {
  const context = program.command('context').description('what a room shows beside the talk');
  const command = context.command('add').argument('<incident>', 'number or id of the incident');
  withCommonOptions(command)
    .description('add to the context of an incident')
    .option('--link <url-text...>', 'a link, and what to call it; may be given several times')
    .option('--note <text>', 'a few words')
    .option('--log <file>', `the last ${limits.contextLogLines} lines of a file; -: standard input`)
    .option(
      '--metric <file>',
      'a metric as JSON: [{"name", "points": [[unix seconds, value], …]}, …]',
    )
    .option('--unit <unit>', 'what the metric counts')
    .option('--items <file>', 'whole items as JSON, as in the protocol; -: standard input')
    .option('--title <title>', 'what stands above it')
    .option('--id <id>', 'takes the place of an earlier item of this id')
    .addHelpText('after', examples)
    .action((incident: string, options: ContextOptions) => add(command, incident, options));
}

const examples = `
Examples:
  tocsin context add 41 --link https://grafana.example.com/d/checkout "Checkout dashboard"
  kubectl logs deploy/checkout | tocsin context add 41 --log - --title "checkout pod"
  tocsin context add 41 --note "The database was moved last night." --id database
`;

async function add(command: Command, incident: string, options: ContextOptions): Promise<void> {
  const items = await collect(options).catch((error: unknown) =>
    command.error(`error: ${error instanceof Error ? error.message : String(error)}`),
  );
  const { result } = await administer(options.data, { type: 'context.add', incident, items });
  const count = result.itemIds.length;
  const text = `added ${count} ${count === 1 ? 'item' : 'items'}: ${result.itemIds.join(' ')}`;
  printResult(options.json, result, text);
}

/** @throws Error that says which option is wrong, and how */
async function collect(options: ContextOptions): Promise<NewContextItem[]> {
  const { title, id } = options;
  const contents = await contentsOf(options);
  const items = options.items === undefined ? [] : await readItems(options.items);
  const count = contents.length + items.length;
  if (count === 0) throw new Error('say what to add: --link, --note, --log, --metric or --items');
  const isOneOnly = title !== undefined || id !== undefined;
  if (isOneOnly && (count > 1 || items.length > 0)) {
    throw new Error('--title and --id are for one --link, --note, --log or --metric');
  }
  return [
    ...contents.map((content) => ({
      ...(id !== undefined && { id }),
      content: { ...content, ...(title !== undefined && { title }) },
    })),
    ...items,
  ];
}

/** What a file is called tells more than what it is; that which comes by a pipe has no name. */
function titleOf(path: string, other: string): string {
  return path === '-' ? other : basename(path).slice(0, limits.titleLength);
}

async function contentsOf(options: ContextOptions): Promise<ContextContent[]> {
  const { link, note, log, metric, unit = null } = options;
  const contents: ContextContent[] = [];
  if (link) contents.push({ kind: 'links', title: 'Links', links: linksOf(link) });
  if (note !== undefined) contents.push({ kind: 'note', title: 'Note', text: note });
  if (log !== undefined) {
    const texts = await named('--log', () => readLastLines(log));
    const lines = texts.map((text) => ({ at: null, text }));
    contents.push({ kind: 'log', title: titleOf(log, 'Log'), lines, redactedCount: 0 });
  }
  if (metric !== undefined) {
    const series = await named('--metric', async () =>
      parse(MetricItem.shape.series, await readJson(metric)),
    );
    contents.push(
      MetricItem.parse({ kind: 'metric', title: titleOf(metric, 'Metric'), unit, series }),
    );
  }
  return contents;
}

/** Each address begins a link; the words after it are its text. */
function linksOf(words: readonly string[]): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = [];
  for (const word of words) {
    const last = links.at(-1);
    if (/^https?:\/\//i.test(word)) links.push({ href: word, text: '' });
    else if (last) last.text = `${last.text} ${word}`.trim();
    else throw new Error('--link: an address that begins with https:// or http:// comes first');
  }
  return links.map(({ href, text }) => ({ href, text: text === '' ? hostOf(href) : text }));
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host.slice(0, limits.nameLength) : 'link';
}

function readItems(file: string): Promise<NewContextItem[]> {
  const Items = z.union([z.array(NewContextItem), NewContextItem.transform((item) => [item])]);
  return named('--items', async () => parse(Items, await readJson(file)));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readWhole(file, limits.contextBodyBytes)) as unknown;
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(describeIssue(parsed.error));
  return parsed.data;
}

/** Puts the option before what is wrong with it. */
async function named<T>(option: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`${option}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
