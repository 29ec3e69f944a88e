import { expect, test } from 'vitest';
import { makePage } from '../testing/factory.ts';
import { notificationOf } from './notification.ts';

test('nothing that rings, nothing to say', () => {
  expect(notificationOf([])).toBe(null);
});

test('the worst speaks for all', () => {
  const pages = [
    makePage('warning', { service: 'mail' }),
    makePage('critical', { service: 'checkout-api', incidentId: 'c' }),
    makePage('error', { service: 'mail' }),
  ];
  expect(notificationOf(pages)).toEqual({
    title: '◆ CRITICAL checkout-api',
    body: '5xx ratio above 5 %\n2 more, 2 services',
    severity: 'critical',
    opens: { window: 'room', incidentId: 'c' },
  });
  expect(notificationOf(pages.slice(0, 1))?.body).toBe('5xx ratio above 5 %');
});
