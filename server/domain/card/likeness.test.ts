import { expect, test } from 'vitest';
import { mostAlike } from './likeness.ts';
import type { Lesson, LessonOccasion } from './lesson.ts';

/** What a year of nights has taught: service, alert, labels, symptom, cause. */
const year: readonly [string, string, Record<string, string>, string, string][] = [
  [
    'checkout',
    'HighErrorRatio',
    { region: 'eu-1' },
    'Checkout answers 500',
    'The pool of database connections was too small',
  ],
  [
    'checkout',
    'HighLatency',
    { region: 'eu-1' },
    'Checkout is slow',
    'A query without an index after the release',
  ],
  [
    'checkout',
    'HighErrorRatio',
    { region: 'us-1' },
    'Payments are refused',
    'The certificate of the payment provider ran out',
  ],
  [
    'search',
    'HighErrorRatio',
    { region: 'eu-1' },
    'Search answers 500',
    'The index was rebuilt at noon',
  ],
  [
    'search',
    'DiskFull',
    { region: 'eu-1', volume: 'data' },
    'No space left on device',
    'Old index segments were never deleted',
  ],
  [
    'billing',
    'DiskFull',
    { region: 'us-1', volume: 'log' },
    'No space left on device',
    'Debug logging was left on',
  ],
  [
    'billing',
    'QueueBacklog',
    { queue: 'invoices' },
    'Invoices wait for hours',
    'One poison message blocked the consumer',
  ],
  [
    'mail',
    'QueueBacklog',
    { queue: 'outgoing' },
    'Mail is late',
    'The relay greylisted our new address',
  ],
  [
    'login',
    'CertificateExpires',
    { host: 'sso' },
    'Sign in fails with a TLS error',
    'Renewal job had no permission',
  ],
  [
    'login',
    'ReplicaLag',
    { cluster: 'users' },
    'Users see old sessions',
    'A vacuum held back the replica',
  ],
  [
    'media',
    'OutOfMemory',
    { pod: 'thumbs-1' },
    'Thumbnails are killed by the kernel',
    'Images of 200 megapixels were decoded whole',
  ],
  ['media', 'HighLatency', { region: 'ap-1' }, 'Uploads crawl', 'The bucket was in another region'],
];

const lessons: readonly Lesson[] = year.map(([service, name, labels, symptom, cause], index) => ({
  incidentId: `incident-${index}`,
  incidentNumber: index + 1,
  service,
  title: symptom,
  resolvedAt: new Date(Date.UTC(2026, 0, 1 + 10 * index)).toISOString(),
  alertNames: [name],
  labels: { alertname: name, severity: 'critical', ...labels },
  content: {
    symptom,
    cause,
    impact: '',
    stopgap: '- Restart it',
    test: '',
    change: '',
    followUps: [],
  },
}));

function occasion(change: Partial<LessonOccasion>): LessonOccasion {
  return { service: ['nothing'], alertNames: [], labels: {}, text: '', ...change };
}

function found(change: Partial<LessonOccasion>): number[] {
  return mostAlike(lessons, occasion(change)).map(({ incidentNumber }) => incidentNumber);
}

test.each<[string, Partial<LessonOccasion>, number[]]>([
  [
    'the same alert of the same service in the same region comes first',
    { service: ['checkout'], alertNames: ['HighErrorRatio'], labels: { region: 'eu-1' } },
    [1, 3, 4],
  ],
  [
    'a label decides between equals',
    { service: ['checkout'], alertNames: ['HighErrorRatio'], labels: { region: 'us-1' } },
    [3, 1, 4],
  ],
  [
    'the same alert of another service teaches too, the newest first',
    { service: ['payments'], alertNames: ['DiskFull'] },
    [6, 5],
  ],
  [
    'a label decides between services',
    { service: ['shop'], alertNames: ['DiskFull'], labels: { volume: 'data' } },
    [5, 6],
  ],
  ['words alone are enough when most are the same', { text: 'Users see old sessions again' }, [10]],
  [
    'the words of a cause are found',
    { service: ['billing'], text: 'a poison message blocked the consumer of refunds' },
    [7],
  ],
  [
    'upper and lower case do not matter',
    { service: ['Mail'], alertNames: ['queuebacklog'] },
    [8, 7],
  ],
  ['a service alone is not alike', { service: ['checkout'] }, []],
  ['labels that most alerts have are not alike', { labels: { severity: 'critical' } }, []],
  ['what differs with every machine is not alike', { labels: { pod: 'thumbs-1' } }, []],
  ['numbers and empty words are not alike', { text: 'the alert is 500 and 200 and more' }, []],
  ['nothing is like nothing', {}, []],
])('%s', (_sentence, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test('what is told has its reasons, and the lesson in one line', () => {
  const [best] = mostAlike(
    lessons,
    occasion({
      service: ['checkout'],
      alertNames: ['HighErrorRatio'],
      labels: { region: 'eu-1' },
      text: 'Checkout answers 500, connections are used up',
    }),
  );
  expect(best).toMatchObject({
    incidentNumber: 1,
    lesson: 'The pool of database connections was too small',
    stopgap: 'Restart it',
    reasons: [
      'same alert HighErrorRatio',
      'same service',
      'region=eu-1',
      'words: checkout, answers, connections',
    ],
  });
});
