import { expect, it } from 'vitest';
import {
  draftFrom,
  firstLine,
  keepDraft,
  readDraft,
  type HandoffSources,
} from './handoff-draft.ts';

type Step = HandoffSources['steps'][number];

function step(
  text: string,
  status: Step['state']['status'],
  change: Partial<Step['state']> = {},
): Step {
  return {
    text,
    state: {
      ...{ status, statusBy: null, statusAt: null, reason: null, answer: null, assigneeId: null },
      ...{ dueAt: null, overdueAt: null, comments: [], runs: [] },
      ...change,
    },
  };
}

it('begins with what people said and did', () => {
  const draft = draftFrom({
    ...{ status: null, title: '5xx above 5 %' },
    steps: [
      step('Is it **one** region?', 'done', { answer: 'no' }),
      step('Scale the `pool`\nslowly', 'done'),
      step('Empty the cache', 'failed', { reason: 'refused' }),
      step('Restart', 'open'),
      step('Call the bank', 'skipped'),
    ],
    stopgaps: [
      { what: 'Pool at 200', state: 'open' },
      { what: 'Cache off', state: 'undone' },
    ],
  });
  expect(draft).toEqual({
    impact: '5xx above 5 %',
    tried: [
      '- Is it one region? no',
      '- Scale the pool',
      '- Empty the cache: failed, refused',
      '- Stopgap in place: Pool at 200',
    ].join('\n'),
    questions: '- Why did this fail: Empty the cache',
  });
});

it('takes one line of a text, without its marks', () => {
  expect(firstLine('See the [**graph**](https://x.example/a) now\nand then')).toBe(
    'See the graph now',
  );
  expect([...firstLine('é'.repeat(500))]).toHaveLength(160);
  expect(firstLine('')).toBe('');
});

it('is kept for the incident that it is about, and nothing that is not one is read', () => {
  const draft = { impact: 'a', tried: 'b', questions: 'c' };
  sessionStorage.clear();
  keepDraft(sessionStorage, 'one', draft);
  expect(readDraft(sessionStorage, 'one')).toEqual(draft);
  expect(readDraft(sessionStorage, 'two')).toBeNull();
  for (const text of ['nonsense', 'null', '{"impact":1}', '[]']) {
    sessionStorage.setItem('handoff one', text);
    expect(readDraft(sessionStorage, 'one')).toBeNull();
  }
});
