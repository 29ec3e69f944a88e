import { expect, test } from 'vitest';
import { makeAlert } from '../testing/factory.ts';
import { factsOf } from './facts.ts';

const alert = (labels: Record<string, string>, change = {}) => makeAlert({ labels, ...change });

test('the value, then where it happens, widest first', () => {
  const labels = { instance: 'eu-1-a:9090', region: 'eu-1', alertname: 'Errors', job: 'api' };
  expect(factsOf([alert(labels, { annotations: { value: '7.2 %' } })])).toEqual([
    '7.2 %',
    'eu-1',
    'eu-1-a:9090',
  ]);
});

test('what several alerts share is said once, what they do not is counted', () => {
  const both = [
    alert({ region: 'eu-1', instance: 'a' }, { annotations: { value: '7' } }),
    alert({ region: 'eu-1', instance: 'b' }),
  ];
  expect(factsOf(both)).toEqual(['eu-1', '2 instances']);
});

test('only what still fires counts, while something does', () => {
  const over = alert({ region: 'us-1' }, { status: 'resolved' });
  expect(factsOf([over, alert({ region: 'eu-1' })])).toEqual(['eu-1']);
  expect(factsOf([over])).toEqual(['us-1']);
});

test('there are few, short ones, none twice and none empty', () => {
  const labels = {
    ...{ env: 'production', region: 'production', zone: ' ', cluster: 'c'.repeat(100) },
    ...{ namespace: 'n', pod: 'p', instance: 'i', host: 'h', device: 'd' },
  };
  const facts = factsOf([alert(labels)]);
  expect(facts).toEqual(['production', `${'c'.repeat(39)}…`, 'n', 'p', 'i']);
  expect(factsOf([])).toEqual([]);
});
