import { expect, it } from 'vitest';
import type { PageView } from '../../main/ipc/duty-views.ts';
import type { Delivery } from '../../server/protocol/paging.ts';
import { receiptStages } from '../../server/protocol/paging.ts';
import { PageStanding } from '../../main/ipc/duty-views.ts';
import {
  channelName,
  deliveryInWords,
  discOf,
  isHeard,
  isTrouble,
  missingOf,
  stagesOf,
} from './receipt-words.ts';
import { remaining } from './time-in-words.ts';

const nowMs = new Date(2026, 10, 23, 3, 14).getTime();
const at = (seconds: number) => new Date(2026, 10, 23, 3, 12, seconds).toISOString();

function device(change: Partial<PageView['devices'][0]>): PageView['devices'][0] {
  return { name: 'laptop', isUnreachable: false, times: {}, ...change };
}

function delivery(change: Partial<Delivery>): Delivery {
  return {
    ...{ id: 'one', kind: 'email', name: 'email', state: 'sent', at: at(10) },
    ...{ dueAt: null, tries: 1, problem: null },
    ...change,
  };
}

it('tells each stage that a device told, in the protocol’s order', () => {
  const times = Object.fromEntries(receiptStages.map((stage, index) => [stage, at(index)]));
  const stages = stagesOf(device({ times }), nowMs);
  expect(stages.map(({ stage }) => stage)).toEqual([...receiptStages]);
  expect(stages.map(({ time }) => time)[3]).toBe('03:12:03');
});

it('says what a device has not told', () => {
  expect(missingOf(device({ isUnreachable: true }))).toBe('cannot be reached');
  expect(missingOf(device({ times: { written: at(0) } }))).toBe('has not answered');
  expect(missingOf(device({ times: { written: at(0), received: at(1) } }))).toBe('no sound yet');
  expect(missingOf(device({ times: { sounded: at(1) } }))).toBe('not seen yet');
  expect(missingOf(device({ times: { seen: at(1) } }))).toBeNull();
  expect(missingOf(device({ isUnreachable: true, times: { received: at(9) } }))).toBe(
    'no sound yet',
  );
});

it('says what became of a delivery', () => {
  const said = (change: Partial<Delivery>) => deliveryInWords(delivery(change), nowMs);
  expect(said({})).toBe('sent 03:12:10');
  expect(said({ state: 'waiting', tries: 0, dueAt: at(50) })).toBe('goes out at 03:12:50');
  expect(said({ state: 'waiting', tries: 2, dueAt: at(50), problem: 'it hung up' })).toBe(
    'tried twice, again at 03:12:50: it hung up',
  );
  expect(said({ state: 'failed', tries: 3, problem: '500' })).toBe(
    'failed 03:12:10 after 3 tries: 500',
  );
  expect(said({ state: 'dropped' })).toBe('not needed any more');
  expect(said({ state: 'answered' })).toBe('answered by its link 03:12:10');
  expect(channelName(delivery({}))).toBe('E-mail');
  expect(channelName(delivery({ kind: 'webhook', name: 'sms' }))).toBe('Webhook sms');
});

it('shows every standing by a shape, and is alarmed by what will not be heard', () => {
  const troubled = PageStanding.options.filter((standing) => isTrouble({ standing }));
  expect(troubled).toEqual(['unreachable', 'unheard']);
  expect(PageStanding.options.filter((standing) => isHeard({ standing }))).toEqual([
    ...['sounded', 'seen', 'acknowledged'],
  ]);
  const shapes = ['unreachable', 'unheard', 'declined', 'acknowledged'] as const;
  expect(new Set(shapes.map((standing) => discOf({ standing }))).size).toBe(4);
});

it('counts down to the second, and ends', () => {
  expect(remaining(258_000)).toBe('4:18');
  expect(remaining(999)).toBe('0:01');
  expect(remaining(0)).toBeNull();
  expect(remaining(-5_000)).toBeNull();
});
