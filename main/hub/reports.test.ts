import { expect, test } from 'vitest';
import type { Report } from '../../server/protocol/commands.ts';
import { limits } from '../../server/protocol/limits.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { Reports } from './reports.ts';

function rig() {
  const clock = new ManualClock();
  const told: Report[] = [];
  const reports = new Reports(clock, (frame) => {
    if (frame.type === 'report') told.push(frame.report);
    return true;
  });
  return { clock, told, reports };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `i${index}`);

test('receipts of a storm go in few frames, each within its limit', () => {
  const { clock, told, reports } = rig();
  reports.open();
  for (const id of ids(500)) reports.receipts('shown', [id]);
  reports.receipts('sounded', ids(3));
  expect(told).toEqual([]);
  clock.advance(50);
  expect(told.map((report) => report.type === 'receipts' && report.incidentIds.length)).toEqual([
    limits.receiptIncidents,
    limits.receiptIncidents,
    100,
    3,
  ]);
  clock.advance(1_000);
  expect(told).toHaveLength(4);
});

test('receipts made while cut off are told afterwards, in bounds', () => {
  const { clock, told, reports } = rig();
  reports.receipts('sounded', ids(10_000));
  clock.advance(50);
  expect(told).toEqual([]);
  reports.open();
  const count = told.reduce(
    (sum, one) => sum + (one.type === 'receipts' ? one.incidentIds.length : 0),
    0,
  );
  expect(count).toBe(2_000);
});

test('whether it can be heard is told when it changes and after each welcome', () => {
  const { told, reports } = rig();
  reports.sound('audible');
  expect(told).toEqual([]);
  reports.open();
  reports.sound('audible');
  reports.sound('silent');
  reports.close();
  reports.open();
  expect(told).toEqual([
    { type: 'sound', sound: 'audible' },
    { type: 'sound', sound: 'silent' },
    { type: 'sound', sound: 'silent' },
  ]);
});

test('how far somebody has read is told forwards only, seldom for each room, and again after a cut', () => {
  const { clock, told, reports } = rig();
  const reads = () => told.map((one) => (one.type === 'read' ? [one.incidentId, one.upTo] : []));
  reports.read('i1', 4);
  reports.open();
  expect(reads()).toEqual([['i1', 4]]);
  for (const upTo of [5, 3, 7, 6]) reports.read('i1', upTo);
  reports.read('i2', 9);
  expect(reads().slice(1)).toEqual([['i2', 9]]);
  clock.advance(3_000);
  expect(reads().slice(2)).toEqual([['i1', 7]]);
  clock.advance(10_000);
  expect(told).toHaveLength(3);
  reports.close();
  reports.read('i1', 8);
  reports.open();
  expect(reads().slice(3)).toEqual([
    ['i1', 8],
    ['i2', 9],
  ]);
  reports.stop();
  expect(clock.timerCount).toBe(0);
});
