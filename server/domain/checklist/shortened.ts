/** About a line of a timeline. */
const shortLength = 200;

/** The text in one line, cut between characters where it is longer. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= shortLength) return line;
  const cut = line.slice(0, shortLength - 1);
  const isWhole = !/[\ud800-\udbff]$/u.test(cut);
  return `${isWhole ? cut : cut.slice(0, -1)}…`;
}
