export interface Tally {
  passed: number;
  failed: number;
}

/** Counts a vitest JSON report; a file that could not even be loaded is one failure. */
export function tallyVitest(report: {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}): Tally {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Counts a Playwright JSON report; an error outside of tests is one failure. */
export function tallyPlaywright(report: {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
}): Tally {
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

/** What a stage counts, given its exit code and what its report says, if it has one. */
export function tallyStage(exitCode: number | null, reported: Tally | null): Tally {
  const isGreen = exitCode === 0;
  if (!reported) return { passed: isGreen ? 1 : 0, failed: isGreen ? 0 : 1 };
  // A runner that fails without a failed test has still failed.
  const failed = isGreen ? reported.failed : Math.max(reported.failed, 1);
  return { passed: reported.passed, failed };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}
