import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickValue } from './quick-value.ts';
import { readYaml } from './read-yaml.ts';

/** Pieces of which some make YAML that its readers like to understand differently. */
const piece = fc.constantFrom(
  ...['a: ', 'b: ', '- ', '  ', '\n', '\n  ', '[', ']', '{', '}', ', ', 'x', '1', '010', '1_000'],
  ...['0b1', '0o17', '0x1f', '-1.5e3', '.inf', '.nan', '~', 'null', 'yes', 'true', '09:00', '1:30'],
  ...['2026-11-02', '2026-11-02T09:00', '"q: #"', "'it''s'", '|\n  ', '>\n  ', '# c', ' #', ':'],
  ...['<<: ', '? ', '\r\n', '---\n', '...\n', 'person:ana', '/a.*|b/', '"\\u00e9"', '=', '!', '@'],
);

test('what is read quickly is what the whole reader says', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const quick = quickValue(text);
      const whole = readYaml(text);
      // Where one refuses what the other takes, there is no second value to be mistaken for it.
      if (quick && whole.ok) expect(quick.value).toEqual(whole.yaml.value);
    }),
    { numRuns: 3_000 },
  );
});

test('plain YAML is read', () => {
  const text = 'a: [1, 010, 1_000, 0b1, x]\nb:\n  - { c: 09:00, d: 2026-11-02, e: yes, f: }\n';
  expect(quickValue(text)).toEqual({
    value: {
      a: [1, 10, '1_000', '0b1', 'x'],
      b: [{ c: '09:00', d: '2026-11-02', e: 'yes', f: null }],
    },
  });
});

test.each([
  ['an anchor', 'a: &x 1\nb: *x'],
  ['a tag', 'a: !!str 1'],
  ['a directive', '%YAML 1.1\n---\na: yes'],
  ['a field twice', 'a: 1\na: 2'],
  ['a name that would vanish', '__proto__: 1'],
  ['what is no YAML', 'a: ['],
])('%s is left to the whole reader', (_name, text) => {
  expect(quickValue(text)).toBeNull();
});

test('a long text knows where everything stands all the same', () => {
  const text = `${'# a long beginning\n'.repeat(4_000)}a:\n  b: 1\n`;
  const read = readYaml(text);
  if (!read.ok) throw new Error('refused');
  expect(read.yaml.value).toEqual({ a: { b: 1 } });
  expect(read.yaml.lines.linePos(text.indexOf('b:'))).toEqual({ line: 4_002, col: 3 });
  expect(read.yaml.document.hasIn(['a', 'b'])).toBe(true);
});
