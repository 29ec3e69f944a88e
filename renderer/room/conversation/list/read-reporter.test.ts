import { beforeEach, expect, it, vi } from 'vitest';
import { ReadReporter } from './read-reporter.ts';

let told: number[];
let reporter: ReadReporter;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  reporter = new ReadReporter((upTo) => told.push(upTo));
  return () => vi.useRealTimers();
});

it('tells the first at once, and then the last of each half second', () => {
  for (const seq of [1, 2, 3]) reporter.seen(seq);
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([1, 3]);
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([1, 3]);
  reporter.seen(4);
  expect(told).toEqual([1, 3, 4]);
});

it('never goes back, and tells what is left at the end', () => {
  reporter.seen(5);
  reporter.seen(3);
  reporter.seen(6);
  reporter.stop();
  expect(told).toEqual([5, 6]);
});
