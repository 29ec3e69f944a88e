import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { configJsonSchema } from './schema.ts';

const docs = new URL('../../docs/', import.meta.url);

test('docs/config.schema.json is the schema that the hub checks', () => {
  const published: unknown = JSON.parse(readFileSync(new URL('config.schema.json', docs), 'utf8'));
  expect(published).toEqual(configJsonSchema());
});

test('docs/configuration.md speaks of every field', () => {
  const text = readFileSync(new URL('configuration.md', docs), 'utf8');
  const missing = fieldsOf(configJsonSchema()).filter((field) => !text.includes(`\`${field}\``));
  expect(missing).toEqual([]);
});

test('the example of docs/configuration.md is valid, without a warning', () => {
  const text = readFileSync(new URL('configuration.md', docs), 'utf8');
  const example = /```yaml\n(.*?)```/s.exec(text)?.[1] ?? '';
  expect(example).toContain('services:');
  expect(parseConfig(example, 'hub.yaml', Date.UTC(2026, 10, 23))).toMatchObject({
    ok: true,
    warnings: [],
  });
});

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const here = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...here, ...Object.values(schema).flatMap(fieldsOf)];
}
