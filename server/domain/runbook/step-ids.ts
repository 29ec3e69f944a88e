import { runbookLimits } from './runbook.ts';

/**
 * Gives each step an id: the one its author gave, else one made of its text. A step keeps it while
 * others change, unless they say the same.
 */
export function assignIds(steps: readonly { text: string; givenId: string | null }[]): string[] {
  const taken = new Set(steps.flatMap(({ givenId }) => givenId ?? []));
  const first = steps.map(({ text, givenId }) => {
    if (givenId !== null) return givenId;
    const slug = slugOf(text);
    if (taken.has(slug)) return null;
    taken.add(slug);
    return slug;
  });
  const counts = new Map<string, number>();
  return first.map((id, index) => {
    if (id !== null) return id;
    const slug = slugOf(steps[index]?.text ?? '');
    let count = counts.get(slug) ?? 1;
    do count += 1;
    while (taken.has(`${slug}-${count}`));
    counts.set(slug, count);
    taken.add(`${slug}-${count}`);
    return `${slug}-${count}`;
  });
}

/** Letters and digits of any script, the rest as dashes. */
function slugOf(text: string): string {
  const dashed = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-/, '');
  const slug = [...dashed].slice(0, runbookLimits.idLength).join('').replace(/-+$/, '');
  return slug === '' ? 'step' : slug;
}
