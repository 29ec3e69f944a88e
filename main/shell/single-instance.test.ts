import { describe, expect, it } from 'vitest';
import type { App } from 'electron';
import { formatJoinLink } from '../../server/protocol/join.ts';
import { claimSingleInstance } from './single-instance.ts';

const link = formatJoinLink({ hub: 'https://hub.example', code: 'c'.repeat(32) });
type Second = (event: object, words: string[], folder: string, handover: unknown) => void;

function start(hasLock: boolean) {
  let second: Second = () => undefined;
  const handovers: unknown[] = [];
  const calls: (string | null)[] = [];
  const app = {
    requestSingleInstanceLock: (handover: unknown) => {
      handovers.push(handover);
      return hasLock;
    },
    on: (_name: string, listener: Second) => void (second = listener),
  };
  const words = ['--profile', 'raj', link];
  const isFirst = claimSingleInstance(app as unknown as App, words, (l) => calls.push(l));
  return { isFirst, handovers, calls, second };
}

describe('a single instance', () => {
  it('hands its words to the first one when it is the second', () => {
    const { isFirst, handovers } = start(false);
    expect(isFirst).toBe(false);
    expect(handovers).toEqual([{ words: ['--profile', 'raj', link] }]);
  });

  it('learns of a second start, with or without a link', () => {
    const { second, calls } = start(true);
    second({}, [], '/', { words: ['--hidden'] });
    second({}, [], '/', { words: ['--no-sandbox', link, '--hidden'] });
    expect(calls).toEqual([null, link]);
  });

  it('looks at the plain words when nothing fit was handed over', () => {
    const { second, calls } = start(true);
    second({}, ['electron', link], '/', { words: 'no list' });
    second({}, [], '/', undefined);
    expect(calls).toEqual([link, null]);
  });
});
