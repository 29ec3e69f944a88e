import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runbookJsonSchema } from './front-matter.ts';

test('docs/runbook.schema.json is the schema that front matter is checked with', () => {
  const page = new URL('../../../docs/runbook.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(page, 'utf8'))).toEqual(runbookJsonSchema());
});
