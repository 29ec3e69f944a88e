import type { Bench } from './benches.ts';

/** A finished bench: what its script printed. */
export interface BenchResult {
  bench: Bench;
  measuredOn: string;
  values: Record<string, unknown>;
}

/** The page of all results, in Markdown. */
export function renderReport(machine: string[], results: readonly BenchResult[]): string {
  const head = [
    '# Benchmarks',
    'Written by `npm run bench`. Ratios compare with a baseline that was measured in the same run, since absolute figures depend on the machine and on what else it did.',
    machine.map((line) => `- ${line}`).join('\n'),
  ];
  return `${[...head, ...results.flatMap(renderResult)].join('\n\n')}\n`;
}

function renderResult({ bench, measuredOn, values }: BenchResult): string[] {
  const { lists, scalars } = split(values);
  const blocks = [
    `## ${bench.title}`,
    `Goal: ${bench.goal}`,
    `Measured on ${measuredOn} by \`npm run bench -- ${bench.name}\`.`,
  ];
  if (Object.keys(scalars).length > 0) {
    blocks.push(table(['figure', 'value'], Object.entries(scalars)));
  }
  for (const [name, rows] of Object.entries(lists)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
    blocks.push(`${inWords(name)}:`, table(columns.map(inWords), cells));
  }
  return blocks;
}

type Flat = Record<string, string | number>;

/** Parts a result into tables, which are lists of objects, and single figures. */
function split(values: Record<string, unknown>): { lists: Record<string, Flat[]>; scalars: Flat } {
  const lists: Record<string, Flat[]> = {};
  const scalars: Flat = {};
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) lists[name] = value.map((one) => flatten(one));
    else for (const [key, one] of Object.entries(flatten(value, name))) scalars[inWords(key)] = one;
  }
  return { lists, scalars };
}

function flatten(value: unknown, name = ''): Flat {
  if (typeof value === 'number') return { [name]: Math.round(value * 1_000) / 1_000 };
  if (typeof value !== 'object' || value === null) return { [name]: String(value) };
  const parts = Object.entries(value).map(([key, one]) =>
    flatten(one, name === '' ? key : `${name}.${key}`),
  );
  return Object.assign({}, ...parts) as Flat;
}

/** `paintedMs.p99` becomes `painted p99, ms`. */
function inWords(name: string): string {
  const words = name
    .replaceAll('.', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.replace(/^(.*?) ms\b(.*)$/, '$1$2, ms');
}

function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
