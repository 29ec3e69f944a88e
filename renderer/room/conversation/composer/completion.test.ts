import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, completionAt } from './completion.ts';
import { slashCommands } from './slash.ts';

const people = [
  { id: 'ana', name: 'Ana Kovač', side: 'developer', isMe: false },
  { id: 'raj', name: 'Raj Patel', side: 'sre', isMe: true },
];
const labels = (text: string, caret = text.length) =>
  completionAt(text, caret, { people })?.choices.map(({ label }) => label) ?? null;

describe('completion', () => {
  it.each([
    ['hi @', ['Ana Kovač', 'Raj Patel (you)', '@developer', '@sre']],
    ['hi @a', ['Ana Kovač']],
    ['@kovac', ['Ana Kovač']],
    ['@ana ko', ['Ana Kovač']],
    ['@s', ['@sre']],
    ['/page @', ['Ana Kovač', 'Raj Patel (you)']],
    [
      '/s',
      ['/severity level', '/snooze minutes', '/standdown reason', '/stopgap text', '/status text'],
    ],
    ['/severity ', ['critical', 'error', 'warning', 'info']],
    ['/severity w', ['warning']],
  ])('%s', (text, expected) => expect(labels(text)).toEqual(expected));

  it.each(['', 'hi', 'me@ana', '@nobody', 'see /s', '/note /s', '/severity critical', '@@'])(
    'stays away from %j',
    (text) => expect(labels(text)).toBeNull(),
  );

  it('offers every command', () => {
    expect(labels('/')).toHaveLength(slashCommands.length);
  });

  it('offers the sides beside many people, and the reader last', () => {
    const many = [{ id: 'raj', name: 'Raj', side: 'sre', isMe: true }];
    for (const letter of 'abcdefghijkl') {
      many.push({ id: letter, name: `Bo ${letter}`, side: 'developer', isMe: false });
    }
    const offered = (all: typeof many) =>
      completionAt('@', 1, { people: all })?.choices.map(({ label }) => label) ?? [];
    expect(offered(many)).toHaveLength(8);
    expect(offered(many).slice(-2)).toEqual(['@developer', '@sre']);
    expect(offered(many.slice(0, 3))).toEqual(['Bo a', 'Bo b', 'Raj (you)', '@developer', '@sre']);
  });

  it('looks only at what stands before the caret', () => {
    expect(labels('@ana and more', 2)).toEqual(['Ana Kovač']);
  });

  it('puts the choice in place of what was begun', () => {
    const text = 'ask @kov now';
    const at = completionAt(text, 8, { people });
    const [choice] = at?.choices ?? [];
    if (!at || !choice) throw new Error('Nothing to choose.');
    expect(complete(text, at, choice)).toEqual({ text: 'ask @Ana Kovač now', caret: 15 });
  });

  it('touches nothing outside of its place', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), (text, wanted) => {
        const caret = Math.min(wanted, text.length);
        const at = completionAt(text, caret, { people });
        for (const choice of at?.choices ?? []) {
          const done = complete(text, at as NonNullable<typeof at>, choice).text;
          expect(done.startsWith(text.slice(0, at?.start))).toBe(true);
          expect(done.endsWith(text.slice(at?.end))).toBe(true);
        }
      }),
    );
  });
});
