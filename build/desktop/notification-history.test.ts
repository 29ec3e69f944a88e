import { describe, expect, it } from 'vitest';
import { parseHistory } from './notification-history.ts';

const answer = `method return time=1 sender=:1.1 -> destination=:1.9 serial=12 reply_serial=2
   array [
      array [
         dict entry(
            string "body"
            variant                string ""
         )
         dict entry(
            string "summary"
            variant                string "two"
         )
      ]
      array [
         dict entry(
            string "body"
            variant                string "error ratio 7%
second "line""
         )
         dict entry(
            string "summary"
            variant                string "CRITICAL "checkout""
         )
      ]
   ]
`;

describe('parseHistory', () => {
  it('reads summaries and bodies, with quotes and several lines', () => {
    expect(parseHistory(answer)).toEqual([
      'two ',
      'CRITICAL "checkout" error ratio 7%\nsecond "line"',
    ]);
  });

  it('reads an empty history', () => {
    expect(parseHistory('   array [\n   ]\n')).toEqual([]);
  });
});
