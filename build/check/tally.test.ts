import { describe, expect, it } from 'vitest';
import { addTallies, tallyPlaywright, tallyStage, tallyVitest } from './tally.ts';

describe('tallies', () => {
  it('counts a vitest file that could not be loaded', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ];
    const tally = tallyVitest({ numPassedTests: 2, numFailedTests: 1, testResults });
    expect(tally).toEqual({ passed: 2, failed: 2 });
  });

  it('counts a Playwright test that passed only at the second try as failed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1 };
    expect(tallyPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 2 });
    expect(tallyPlaywright({ stats, errors: ['no setup'] }).failed).toBe(3);
  });

  it('counts a stage without a report as one check', () => {
    expect(tallyStage(0, null)).toEqual({ passed: 1, failed: 0 });
    expect(tallyStage(2, null)).toEqual({ passed: 0, failed: 1 });
    expect(tallyStage(null, null)).toEqual({ passed: 0, failed: 1 });
  });

  it('believes the exit code when the report knows of no failure', () => {
    expect(tallyStage(1, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 1 });
  });

  it('adds up', () => {
    const tallies = [
      { passed: 1, failed: 0 },
      { passed: 4, failed: 2 },
    ];
    expect(addTallies(tallies)).toEqual({ passed: 5, failed: 2 });
  });
});
