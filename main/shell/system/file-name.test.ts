import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';

test.each([
  ['error.log', 'error.log'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\evil.exe', 'evil.exe'],
  ['a\u0000b\nc.txt', 'abc.txt'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['.bashrc', 'bashrc'],
  ['CON.txt', '_CON.txt'],
  ['what: "now"?', 'what now'],
  ['Größe 📈.png', 'Größe 📈.png'],
  ['..', 'attachment'],
  ['', 'attachment'],
  [`${'x'.repeat(300)}.log`, `${'x'.repeat(116)}.log`],
])('%s becomes %s', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('any name becomes one that stays in its folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeFileName(name);
      expect(safe).not.toMatch(/[/\\\0]|^\.|[. ]$/);
      expect([...safe].length).toBeLessThanOrEqual(121);
      expect(safe).not.toBe('');
    }),
  );
});
