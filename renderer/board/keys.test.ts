import { describe, expect, it } from 'vitest';
import { boardActionOf } from './keys.ts';

const plain = {
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
};

describe('keys of the board', () => {
  it.each([
    ['ArrowDown', { kind: 'move', step: 1 }],
    ['j', { kind: 'move', step: 1 }],
    ['J', { kind: 'move', step: 1 }],
    ['ArrowUp', { kind: 'move', step: -1 }],
    ['k', { kind: 'move', step: -1 }],
    ['Home', { kind: 'move', step: -Infinity }],
    ['a', { kind: 'acknowledge' }],
    ['A', { kind: 'acknowledge' }],
    ['u', { kind: 'unacknowledge' }],
    ['r', { kind: 'resolve' }],
    ['s', { kind: 'silence' }],
    ['o', { kind: 'open' }],
    ['/', { kind: 'search' }],
    ['x', null],
    ['Enter', null],
  ])('%s: %o', (key, action) => {
    expect(boardActionOf({ ...plain, key })).toEqual(action);
  });

  it.each(['ctrlKey', 'altKey', 'metaKey'])('leaves shortcuts with %s to others', (modifier) => {
    for (const key of ['r', 'j', 'ArrowDown']) {
      expect(boardActionOf({ ...plain, key, [modifier]: true })).toBeNull();
    }
  });

  it('moves on while a key is held, and answers only once', () => {
    expect(boardActionOf({ ...plain, key: 'j', repeat: true })).toEqual({ kind: 'move', step: 1 });
    expect(boardActionOf({ ...plain, key: 'r', repeat: true })).toBeNull();
  });
});
