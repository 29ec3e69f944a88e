import { oneLine } from './prometheus-problem.ts';

const nameLength = 400;

type Labels = Readonly<Record<string, string>>;

/** Names that tell series apart: what all of them share is left out, unless there is only one. */
export function nameSeries(all: readonly Labels[]): string[] {
  const [first] = all;
  const isShared = (label: string) =>
    all.length > 1 && all.every((labels) => valueOf(labels, label) === valueOf(first ?? {}, label));
  return all.map((labels) => {
    const told = Object.entries(labels).filter(([label]) => !isShared(label));
    const name = told.find(([label]) => label === '__name__')?.[1] ?? '';
    const others = told
      .filter(([label]) => label !== '__name__')
      .map(([label, value]) => `${label}="${value}"`);
    const braces = name !== '' && others.length > 0;
    const listed = others.join(', ');
    return oneLine(`${name}${braces ? `{${listed}}` : listed}`, nameLength);
  });
}

function valueOf(labels: Labels, label: string): string | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}
