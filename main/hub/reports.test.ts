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
