import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';
import type { RunbookStep } from './runbook.ts';

const top = '---\ntitle: Slow\nservices: [checkout]\n---\n';

const pieces = fc.constantFrom(
  '---\n',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '  ',
  '- ',
  '1. ',
  '> ',
  '# ',
  '[ ] ',
  '[x] ',
  'text',
  '{',
  '}',
  '"',
  '\\',
  'sre',
  ', ',
  'if: ',
  'text',
  ' = ',
  '!=',
  'yes',
  'id: a',
  'stopgap undo: "u"',
  '5 min',
  '```',
  '~~~',
  ' hook=x',
  'title: t\n',
  'services: [a]\n',
  '<!--',
  '-->',
  '===',
  '\uFEFF',
  '\u0000',
  '🔥',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  fc.array(pieces, { maxLength: 60 }).map((all) => `${top}- [ ] a\n${all.join('')}`),
);

function flat(steps: readonly RunbookStep[]): RunbookStep[] {
  return steps.flatMap((step) => [step, ...flat(step.steps)]);
}

test('any text is a runbook or has an error, and every problem is within the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parseRunbook(text);
      const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
      const problems = parsed.ok ? parsed.warnings : parsed.problems;
      expect(problems.some(({ level }) => level === 'error')).toBe(!parsed.ok);
      for (const { line, column } of problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        expect(line).toBeLessThanOrEqual(lines.length);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the texts of the steps stand in the file in their order, each in its line', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parseRunbook(text);
      if (!parsed.ok) return;
      const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
      const steps = flat(parsed.runbook.sections.flatMap((section) => section.steps));
      expect(steps.length).toBeGreaterThan(0);
      for (const [index, { line, text: words }] of steps.entries()) {
        expect(lines[line - 1]).toContain(words);
        expect(line).toBeGreaterThan(steps[index - 1]?.line ?? 0);
      }
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    }),
    { numRuns: 2_000 },
  );
});

interface Plan {
  text: string;
  critical: boolean;
  minutes: number;
  undo: string;
}

test('whatever was written down comes back', () => {
  const words = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 `$%'.-]{0,30}[a-z]$/);
  const undo = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => `u${text}u`);
  const plan: fc.Arbitrary<Plan> = fc.record({
    text: words,
    critical: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 1_440 }),
    undo,
  });
  fc.assert(
    fc.property(fc.array(plan, { minLength: 1, maxLength: 10 }), (plans) => {
      const body = plans.map((one) => {
        const quoted = one.undo.replaceAll(/["\\]/g, '\\$&');
        const critical = one.critical ? 'critical, ' : '';
        return `- [ ] ${one.text} {${critical}${one.minutes} min, stopgap undo: "${quoted}"}\n`;
      });
      const parsed = parseRunbook(top + body.join(''));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const steps = flat(parsed.runbook.sections.flatMap((section) => section.steps));
      const back = steps.map((step) => ({
        text: step.text,
        critical: step.critical,
        minutes: step.expectedMinutes,
        undo: step.stopgap?.undo,
      }));
      expect(back).toEqual(plans);
    }),
  );
});
