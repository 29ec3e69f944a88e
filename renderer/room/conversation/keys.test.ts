import { expect, it } from 'vitest';
import { roomKeyOf } from '../keys.ts';
import { conversationKeyOf } from './keys.ts';

const plain = {
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
};

it.each([
  ['1', { kind: 'filter', filter: 'all' }],
  ['3', { kind: 'filter', filter: 'milestones' }],
  ['4', null],
  ['n', { kind: 'first-unread' }],
  ['l', { kind: 'latest' }],
  ['c', { kind: 'write' }],
  ['/', { kind: 'command' }],
])('%s: %o', (key, action) => {
  expect(conversationKeyOf({ ...plain, key })).toEqual(action);
  expect(conversationKeyOf({ ...plain, key, ctrlKey: true })).toBeNull();
});

it('shares no key with the room', () => {
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?') {
    const press = { ...plain, key };
    expect(conversationKeyOf(press) && roomKeyOf(press, false), key).toBeNull();
  }
});
