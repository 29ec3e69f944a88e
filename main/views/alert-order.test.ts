import { expect, test } from 'vitest';
import { makeAlert } from '../testing/factory.ts';
import { worstFirst } from './alert-order.ts';

test('what fires comes first, the worst of it at the top, the rest as it came', () => {
  const alerts = [
    makeAlert({ id: 'over', status: 'resolved', severity: 'critical' }),
    makeAlert({ id: 'mild', severity: 'info' }),
    makeAlert({ id: 'bad', severity: 'error' }),
    makeAlert({ id: 'worst', severity: 'critical' }),
    makeAlert({ id: 'bad too', severity: 'error' }),
  ];
  const order = ['worst', 'bad', 'bad too', 'mild', 'over'];
  expect(worstFirst(alerts).map(({ id }) => id)).toEqual(order);
});
