import { describe, expect, it } from 'vitest';
import { conversationKeyOf } from './conversation/keys.ts';
import { keyGroups, roomKeyOf } from './keys.ts';

const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...change,
});

describe('keys of a room', () => {
  it.each([
    ['a', 'acknowledge'],
    ['u', 'unacknowledge'],
    ['m', 'mitigate'],
    ['r', 'resolve'],
    ['s', 'silence'],
  ])('%s acts, but not while something is written', (key, action) => {
    expect(roomKeyOf(press(key), false)).toMatchObject({
      kind: 'act',
      actions: expect.arrayContaining([action]) as string[],
    });
    expect(roomKeyOf(press(key), true)).toBeNull();
    expect(roomKeyOf(press(key, { repeat: true }), false)).toBeNull();
  });

  it('move between regions also while something is written', () => {
    const isInField = true;
    expect(roomKeyOf(press('F6'), isInField)).toEqual({ kind: 'next-region', step: 1 });
    expect(roomKeyOf(press('F6', { shiftKey: true }), isInField)).toMatchObject({ step: -1 });
    expect(roomKeyOf(press('3', { ctrlKey: true }), isInField)).toMatchObject({
      region: 'working',
    });
    expect(roomKeyOf(press('4', { ctrlKey: true }), isInField)).toBeNull();
    expect(roomKeyOf(press('k', { ctrlKey: true }), isInField)).toEqual({ kind: 'search' });
    expect(roomKeyOf(press('k', { metaKey: true }), isInField)).toEqual({ kind: 'search' });
  });

  it('show all keys by ?, however it is typed', () => {
    expect(roomKeyOf(press('?', { shiftKey: true }), false)).toEqual({ kind: 'show-keys' });
    expect(roomKeyOf(press('?', { shiftKey: true }), true)).toBeNull();
  });

  it('leave the keys of the conversation to it', () => {
    for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?') {
      const meanings = [roomKeyOf(press(key), false), conversationKeyOf(press(key))];
      expect(meanings.filter(Boolean).length, key).toBeLessThan(2);
    }
  });

  it('are all written down', () => {
    const written = keyGroups.flatMap(({ keys }) => keys.flatMap((one) => one.keys));
    for (const letter of 'AUMRSVPBCNL') expect(written).toContain(letter);
    expect(written).toEqual(expect.arrayContaining(['Ctrl+K', 'F6', '?', '/', '1', '2', '3']));
  });
});
