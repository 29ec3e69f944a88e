import { expect, it } from 'vitest';
import { presenceInWords } from './presence-words.ts';

it.each([
  [[], ''],
  [['Ana'], 'Ana is writing…'],
  [['Ana', 'Bo'], 'Ana and Bo are writing…'],
  [['Ana', 'Bo', 'Chi'], '3 people are writing…'],
])('%o: %s', (names, words) => expect(presenceInWords(names)).toBe(words));
