import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMentions } from './mentions.ts';

const people = [
  { id: 'ana', name: 'Ana' },
  { id: 'ana-maria', name: 'Ana Maria' },
  { id: 'raj', name: 'Raj Patel' },
  { id: 'lin', name: 'Lin Chen' },
  { id: 'lin-wu', name: 'Lin Wu' },
  { id: 'jose', name: 'José Ñandú' },
  { id: 'ipek', name: 'İpek' },
  { id: 'smile', name: 'Smiley 🙂' },
];

/** What is mentioned, by the text that stands there. */
function found(text: string, named = people): [string, string][] {
  return findMentions(text, named).map(({ start, end, target }) => [
    text.slice(start, end),
    target.kind === 'person' ? target.personId : target.side,
  ]);
}

describe('a mention', () => {
  test.each<[string, [string, string][]]>([
    ['@sre please', [['@sre', 'sre']]],
    ['(@Developer)', [['@Developer', 'developer']]],
    ['hello @raj!', [['@raj', 'raj']]],
    ['@Raj Patel, look', [['@Raj Patel', 'raj']]],
    ['@rajpatel: look', [['@rajpatel', 'raj']]],
    ['@RAJ PATEL', [['@RAJ PATEL', 'raj']]],
    ['@José Ñandú', [['@José Ñandú', 'jose']]],
    [
      '@İpek @İPEK @i̇pek',
      [
        ['@İpek', 'ipek'],
        ['@İPEK', 'ipek'],
        ['@i̇pek', 'ipek'],
      ],
    ],
    ['@josé', [['@josé', 'jose']]],
    ['«@raj»', [['@raj', 'raj']]],
    ['🙂@raj🙂', [['@raj', 'raj']]],
    ['@raj’s idea', [['@raj', 'raj']]],
    ['@raj-patel', [['@raj', 'raj']]],
    [
      '**@raj**, ~~@sre~~',
      [
        ['@raj', 'raj'],
        ['@sre', 'sre'],
      ],
    ],
    [
      '@raj @sre @raj',
      [
        ['@raj', 'raj'],
        ['@sre', 'sre'],
        ['@raj', 'raj'],
      ],
    ],
  ])('%s', (text, mentions) => {
    expect(found(text)).toEqual(mentions);
  });

  test('is of the longest name that stands there', () => {
    expect(found('@Ana Maria and @Ana')).toEqual([
      ['@Ana Maria', 'ana-maria'],
      ['@Ana', 'ana'],
    ]);
    expect(found('@anamaria')).toEqual([['@anamaria', 'ana-maria']]);
    expect(found('@ana mariana')).toEqual([['@ana', 'ana']]);
  });

  test('may be the first word of a name that begins like no other', () => {
    expect(found('@lin')).toEqual([]);
    expect(found('@lin wu')).toEqual([['@lin wu', 'lin-wu']]);
  });

  test('is no word that goes on, no address, and no path', () => {
    for (const text of [
      '@rajesh',
      '@sre_team',
      '@sre2',
      '@nobody',
      '@',
      '@ raj',
      '@@raj',
      'mail to ops@raj',
      'x_@raj',
      'https://example.com/@raj',
      'user.@raj',
      '1@raj',
      'é@raj',
    ]) {
      expect(found(text)).toEqual([]);
    }
  });

  test('is nothing in code', () => {
    expect(found('`@raj` and ``` @sre\n@raj ``` but @sre')).toEqual([['@sre', 'sre']]);
    expect(found('``@raj`` and `` a ` @raj `` and `a``@raj`')).toEqual([]);
    expect(found('```\n@raj without an end')).toEqual([]);
    expect(found('a ` alone, @raj')).toEqual([['@raj', 'raj']]);
    expect(found('a ` alone, @raj\nand another ` here')).toEqual([['@raj', 'raj']]);
  });

  test('of a seat cannot be taken over by a name', () => {
    const named = [
      { id: 'mallory', name: 'SRE' },
      { id: 'trudy', name: 'developer' },
    ];
    expect(found('@sre @developer', named)).toEqual([
      ['@sre', 'sre'],
      ['@developer', 'developer'],
    ]);
  });

  test('finds a person with an emoji, or with signs of patterns, in the name', () => {
    const named = [...people, { id: 'odd', name: '.* (x)+' }, { id: 'zoe', name: 'Z(o)e+' }];
    expect(found('@Smiley 🙂 @z(o)e+', named)).toEqual([
      ['@Smiley 🙂', 'smile'],
      ['@z(o)e+', 'zoe'],
    ]);
    expect(found('', named)).toEqual([]);
    expect(found('@x', [{ id: 'blank', name: '   ' }])).toEqual([]);
  });
});

test('whoever is written as a whole is found, where they stand, whatever stands around', () => {
  const around = fc.constantFrom('', ' ', 'hello ', ', ', '\n', '(', '🙂', '— ', 'ok: ');
  fc.assert(
    fc.property(fc.constantFrom(...people), around, around, fc.boolean(), (one, a, b, isLoud) => {
      const name = isLoud ? one.name.toUpperCase() : one.name;
      const text = `${a}@${name}${b.startsWith('hello') || b.startsWith('ok') ? ' ' : ''}${b}`;
      expect(findMentions(text, people)[0]).toEqual({
        start: a.length,
        end: a.length + 1 + name.length,
        target: { kind: 'person', personId: one.id },
      });
    }),
  );
});

test('of any text, mentions are in order, apart, and name whom they stand for', () => {
  const piece = fc.constantFrom(
    '@',
    'raj',
    ' ',
    'Patel',
    '`',
    '```',
    '\n',
    'ana',
    'sre',
    '🙂',
    'x',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      let last = 0;
      for (const { start, end } of findMentions(written, people)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(written[start]).toBe('@');
        expect(end).toBeGreaterThan(start + 1);
        last = end;
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['@', '@'.repeat(8_000)],
  ['@a', ' @a'.repeat(2_666)],
  ['@raj patel', ' @raj pate'.repeat(800)],
  ['backticks', '`@raj'.repeat(1_600)],
  ['uneven backticks', '`a ``@raj '.repeat(800)],
  ['double backticks', '``@raj'.repeat(1_333)],
  ['fences', '```@'.repeat(2_000)],
  ['growing fences', Array.from({ length: 120 }, (_, n) => '`'.repeat(n)).join(' ')],
])('8,000 characters of %s take no time', (_name, text) => {
  const crowd = Array.from({ length: 500 }, (_, index) => ({
    id: `${index}`,
    name: `Person ${index} ${'x'.repeat(100)}`,
  }));
  const names = [...people, ...crowd];
  // The quickest of a few, since other work on the machine is no fault of this one.
  const durationsMs = [1, 2, 3, 4, 5].map(() => {
    const startedAt = performance.now();
    findMentions(text, names);
    return performance.now() - startedAt;
  });
  expect(Math.min(...durationsMs)).toBeLessThan(50);
});
