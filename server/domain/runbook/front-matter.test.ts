import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FrontMatter, runbookJsonSchema } from './front-matter.ts';
import { parseRunbook } from './parse-runbook.ts';

test('docs/runbook.schema.json is the schema that front matter is checked with', () => {
  const page = new URL('../../../docs/runbook.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(page, 'utf8'))).toEqual(runbookJsonSchema());
});

test('docs/runbooks.md speaks of every field, and its example is valid', () => {
  const page = new URL('../../../docs/runbooks.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  for (const field of Object.keys(FrontMatter.shape)) expect(text).toContain(`\`${field}\``);
  const example = /```markdown\n(.*?)```/s.exec(text)?.[1] ?? '';
  expect(parseRunbook(example)).toMatchObject({ ok: true, warnings: [] });
});
