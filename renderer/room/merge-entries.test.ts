import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeEntries } from './merge-entries.ts';

interface Entry {
  seq: number;
  text: string;
}

const entries = (text: string) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 50 }))
    .map((seqs) => seqs.sort((a, b) => a - b).map((seq): Entry => ({ seq, text })));

it('keeps each place once, in order, as the newer list has it', () => {
  fc.assert(
    fc.property(entries('old'), entries('new'), (known, fresh) => {
      const places = new Map([...known, ...fresh].map((entry) => [entry.seq, entry]));
      const expected = [...places.values()].sort((a, b) => a.seq - b.seq);
      expect(mergeEntries(known, fresh)).toEqual(expected);
    }),
  );
});
