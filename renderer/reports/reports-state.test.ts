import { expect, test } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { ReportQuery } from '../../server/protocol/reports.ts';
import { ReportsState } from './reports-state.svelte.ts';

function rig() {
  const asked: { query: ReportQuery; answer: (view: unknown) => void; fail: () => void }[] = [];
  const saves: unknown[] = [];
  const request = (channel: string, payload: never) => {
    if (channel === 'reports:save') {
      saves.push(payload);
      return Promise.resolve(saves.length === 1 ? 'saved' : 'unavailable');
    }
    return new Promise((answer, refuse) => {
      const fail = () => refuse(new Error('internal'));
      asked.push({ query: payload, answer, fail });
    });
  };
  const tocsin = { platform: 'linux', request, on: () => () => undefined };
  const state = new ReportsState(tocsin as unknown as TocsinApi, () => Date.UTC(2026, 10, 25));
  return { state, asked, saves };
}

test('an answer to what is not asked for any more is passed over', async () => {
  const { state, asked } = rig();
  const first = state.load();
  const second = state.setFilter('team', 'shop');
  expect(asked.map(({ query }) => query.team)).toEqual([undefined, 'shop']);
  asked[1]?.answer({ name: 'second' });
  asked[0]?.answer({ name: 'first' });
  await Promise.all([first, second]);
  expect(state.view).toEqual({ name: 'second' });
  expect(state.isLoading).toBe(false);
  const third = state.clearFilter();
  asked[2]?.fail();
  await third;
  expect(state.isFiltered).toBe(false);
  expect(state.view).toEqual({ name: 'second' });
  expect(state.failure).not.toBeNull();
});

test('while the hub cannot be reached the last figures stay', async () => {
  const { state, asked } = rig();
  const [load, again] = [state.load(), () => state.load()];
  asked[0]?.answer({ name: 'figures' });
  await load;
  const second = again();
  asked[1]?.answer(null);
  await second;
  expect(state.view).toEqual({ name: 'figures' });
  expect(state.failure).toBe('The hub cannot be reached now.');
});

test('a range that is none asks for nothing', async () => {
  const { state, asked } = rig();
  await state.setRange({ kind: 'days', first: '2026-11-02', last: '2026-11-01' });
  expect(state.problem).toBe('The last day is before the first.');
  expect(asked).toEqual([]);
});

test('it says what became of saving', async () => {
  const { state, saves } = rig();
  await state.save('csv');
  expect(state.saved).toBe('Saved.');
  await state.save('json');
  expect(state.saved).toBe('Not saved: the hub cannot be reached now.');
  expect(saves).toMatchObject([{ format: 'csv' }, { format: 'json' }]);
});
