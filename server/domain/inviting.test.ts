import { expect, test } from 'vitest';
import type { Side } from '../protocol/identity.ts';
import { decideSide } from './inviting.ts';

const missing = { error: 'side_missing' };
const refused = { error: 'side_against_config' };
const both: Side[] = ['developer', 'sre'];

test.each<[Side | null, Side[], Side | undefined, unknown]>([
  [null, [], undefined, missing],
  [null, [], 'sre', 'sre'],
  ['sre', [], undefined, 'sre'],
  [null, ['developer'], undefined, 'developer'],
  [null, ['developer'], 'sre', 'developer'],
  ['developer', ['developer'], undefined, 'developer'],
  ['sre', ['developer'], undefined, refused],
  ['sre', ['developer'], 'sre', refused],
  [null, both, undefined, missing],
  [null, both, 'sre', 'sre'],
  ['developer', both, undefined, 'developer'],
])('given %s, teams %s, known %s: %o', (given, ofTeams, known, expected) => {
  expect(decideSide({ given, ofTeams, known })).toEqual(expected);
});
