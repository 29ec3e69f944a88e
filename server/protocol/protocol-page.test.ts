import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { errorCatalogue } from './errors.ts';
import { WireEvent } from './events.ts';
import { limits } from './limits.ts';

const page = fileURLToPath(new URL('../../docs/protocol.md', import.meta.url));
const text = readFileSync(page, 'utf8');
const block = /<!-- fixture: (\S+) (.+?) -->\n\n```json\n[\s\S]*?\n```\n/g;

function readFixtures(name: string): Record<string, unknown> {
  const json: unknown = JSON.parse(
    readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
  if (!Array.isArray(json)) return json as Record<string, unknown>;
  // Of several events of one type the first is shown.
  return Object.fromEntries((json as WireEvent[]).toReversed().map((one) => [one.type, one]));
}

async function print(value: unknown): Promise<string> {
  return format(JSON.stringify(value), { parser: 'json', printWidth: 100 });
}

test('every example in docs/protocol.md is a fixture; -u writes them anew', async () => {
  const fixtures = new Map<string, string>();
  for (const [, file = '', name = ''] of text.matchAll(block)) {
    const fixture = readFixtures(file)[name];
    expect(fixture, `${file}: ${name}`).toBeDefined();
    fixtures.set(`${file} ${name}`, await print(fixture));
  }
  const filled = text.replaceAll(block, (_match, file: string, name: string) => {
    const marker = `<!-- fixture: ${file} ${name} -->`;
    return `${marker}\n\n\`\`\`json\n${fixtures.get(`${file} ${name}`) ?? ''}\`\`\`\n`;
  });
  await expect(filled).toMatchFileSnapshot(page);
});

test('docs/protocol.md shows every fixture', () => {
  const shown = new Set([...text.matchAll(block)].map(([, file, name]) => `${file} ${name}`));
  for (const file of ['client-frames', 'hub-frames', 'events', 'join']) {
    for (const name of Object.keys(readFixtures(file))) expect(shown).toContain(`${file} ${name}`);
  }
});

test('docs/protocol.md has a heading for every event', () => {
  for (const option of WireEvent.options)
    expect(text).toContain(`\n### ${option.shape.type.value}\n`);
});

test('docs/protocol.md has every close code of a session', () => {
  for (const [code, { closeCode }] of Object.entries(errorCatalogue)) {
    if (closeCode !== null) expect(text).toMatch(new RegExp(`\\| ${closeCode} +\\| \`${code}\``));
  }
});

test('docs/protocol.md has the limits as they are', () => {
  const [, section = ''] = text.split('\n## Limits\n');
  const numbers = (section.split('\n## ')[0] ?? '').match(/\d[\d,]*/g) ?? [];
  const known = new Set<number>(Object.values(limits));
  for (const number of numbers) expect(known).toContain(Number(number.replaceAll(',', '')));
  expect(numbers).toContain(limits.clientFrameBytes.toLocaleString('en'));
});
