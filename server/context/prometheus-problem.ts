const longestProblem = 400;

/** Why there is nothing to draw. The message is for people, and short enough for an item. */
export class PrometheusProblem extends Error {
  /** Whether it was Prometheus that could not be asked, rather than this expression. */
  readonly isOutage: boolean;

  constructor(message: string, { isOutage = false }: { isOutage?: boolean } = {}) {
    super(oneLine(message, longestProblem));
    this.isOutage = isOutage;
  }
}

/** Text from outside on one line: runs of white space and control characters become one space. */
export function oneLine(text: string, maxLength: number): string {
  const line = text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).toWellFormed()}…`;
}
