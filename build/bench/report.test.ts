import { describe, expect, it } from 'vitest';
import { benches } from './benches.ts';
import { renderReport } from './report.ts';

describe('renderReport', () => {
  const bench = benches[0];
  if (!bench) throw new Error('There is no bench.');

  it('writes single figures as one table and lists as another', () => {
    const values = {
      alerts: 100,
      paintedMs: { p50: 41, p99: 80.12345 },
      steps: [
        { sessions: 1_000, tocsin: { p99Ms: 3 } },
        { sessions: 5_000, ratio: 0.97 },
      ],
    };
    const text = renderReport(['2 processors'], [{ bench, measuredOn: '2030-01-02', values }]);
    expect(text).toContain('- 2 processors');
    expect(text).toContain('| alerts | 100 |');
    expect(text).toContain('| painted p99, ms | 80.123 |');
    expect(text).toContain('| sessions | tocsin p99, ms | ratio |');
    expect(text).toContain('| 5000 |  | 0.97 |');
  });
});
