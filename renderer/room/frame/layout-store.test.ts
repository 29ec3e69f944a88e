import { expect, it } from 'vitest';
import { usualWish } from './layout.ts';
import { keepLayout, readLayout } from './layout-store.ts';

function storeOf(kept: string | null = null) {
  let value = kept;
  return {
    getItem: () => value,
    setItem: (_: string, next: string) => {
      value = next;
    },
  };
}

it('keeps what was chosen', () => {
  const store = storeOf();
  expect(readLayout(store)).toBeNull();
  const wish = { whoPx: 300, workingPx: null, isWhoOpen: false, isWorkingOpen: true };
  keepLayout(store, wish);
  expect(readLayout(store)).toEqual(wish);
});

it.each(['{', '7', '"x"', '[]', '{"whoPx":"9","workingPx":-4,"isWhoOpen":1}', '{"whoPx":1e99}'])(
  'makes nothing of %s',
  (kept) => {
    expect(readLayout(storeOf(kept)) ?? usualWish).toEqual(usualWish);
  },
);

it('goes on without a place to keep it', () => {
  const broken = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(readLayout(broken)).toBeNull();
  expect(() => keepLayout(broken, usualWish)).not.toThrow();
});
