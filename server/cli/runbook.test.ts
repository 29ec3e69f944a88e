import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TestProcesses } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

function write(name: string, content: string): string {
  const path = join(tocsin.folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const hub = `
runbooks: { folders: [runbooks] }
people: { ada: { name: Ada, zone: UTC }, raj: { name: Raj, zone: UTC } }
teams: { shop: { side: developer, zone: UTC, members: [ada] }, ops: { side: sre, zone: UTC, members: [raj] } }
services: { checkout: { name: Check out, developers: shop, sres: ops } }
`;

test('lint tells every problem with its place, for people and for programs', async () => {
  const good = write('runbooks/a.md', '---\ntitle: A\nservices: [checkout]\n---\n- [x] One\n');
  const config = write('hub.yaml', hub);
  const fine = await tocsin.run('runbook', 'lint', '--config', config);
  expect(fine).toMatchObject({ exitCode: 0, stderr: '' });
  expect(fine.stdout).toBe(
    `${good}:5:3: This step is ticked. Write \`[ ]\`: each incident ticks a copy. (warning)\n` +
      '1 file, 0 errors: ok\n',
  );

  const bad = write('runbooks/b.md', '---\ntitle: B\nalerts: [x]\n---\n- [ ] One {urgent}\n');
  const words = ['runbook', 'lint', join(tocsin.folder, 'runbooks')];
  const [told, asJson] = await Promise.all([tocsin.run(...words), tocsin.run(...words, '--json')]);
  expect(told.exitCode).toBe(1);
  expect(told.stdout).toContain(`${bad}:5:12: There is no attribute "urgent".`);
  expect(told.stderr).toContain('A runbook has errors. 2 files, 1 error.');
  expect(asJson.exitCode).toBe(1);
  expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: 'runbook_invalid' } });
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    ok: false,
    problems: [
      { file: good, level: 'warning', line: 5 },
      { file: bad, level: 'error', line: 5, column: 12 },
    ],
    files: [
      { path: good, runbook: { title: 'A' } },
      { path: bad, runbook: null },
    ],
  });
});

test('match ranks the runbooks of a config, and passes over those with errors', async () => {
  const steps = '---\n- [ ] One\n';
  const byAlert = write('runbooks/z.md', `---\ntitle: By alert\nalerts: ['/Slow.*/']\n${steps}`);
  const byName = write('runbooks/a.md', `---\ntitle: By name\nservices: [CHECK OUT]\n${steps}`);
  write('runbooks/other.md', `---\ntitle: Other\nservices: [search]\n${steps}`);
  const broken = write('runbooks/broken.md', '# Nothing\n');
  const config = write('hub.yaml', hub);
  const words = ['runbook', 'match', '--config', config];
  const [answer, none] = await Promise.all([
    tocsin.run(...words, '--service', 'checkout', '--alert', 'Slow', '--alert', 'X', '--json'),
    tocsin.run(...words, '--label', 'app=a=b'),
  ]);
  expect(JSON.parse(answer.stdout)).toMatchObject({
    matches: [
      { path: byAlert, title: 'By alert', reasons: ['alert Slow'] },
      { path: byName, title: 'By name', reasons: ['service CHECK OUT'] },
    ],
    refused: [broken],
  });
  expect(none.stdout).toBe(
    `No runbook matches.\n${broken} has errors; \`tocsin runbook lint\` tells them.\n`,
  );
});
