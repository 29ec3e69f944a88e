import { describe, expect, test } from 'vitest';
import type { Checklist } from '../../server/protocol/checklist.ts';
import { RoomLog } from '../../server/protocol/room-log.ts';
import { noRooms } from '../hub/room-knowledge.ts';
import type { RoomKnowledge } from '../hub/room-knowledge.ts';
import { DutyView } from '../ipc/work-views.ts';
import { ana, incidentOf, opened, raj, t0Ms } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import {
  attached,
  config,
  makeCardSummary,
  makeChecklist,
  makeRunbook,
  makeStep,
  makeStopgap,
} from '../testing/work.ts';
import { dutiesOf } from './duties.ts';
import type { Knowledge } from './knowledge.ts';

const minutes = (count: number): string => new Date(t0Ms + count * 60_000).toISOString();
const { runbook } = makeRunbook([
  makeStep('pool', { critical: true }),
  makeStep('pod'),
  makeStep('hidden', {
    critical: true,
    condition: { step: 'pod', is: 'equal', answer: 'yes' },
  }),
]);

function rooms(checklist: Checklist, change: Partial<RoomKnowledge> = {}): RoomKnowledge {
  const state = { entries: [], reads: {}, stopgaps: [], card: null };
  const log = new RoomLog({ incidentId: 'i1', ...state, checklists: [checklist] });
  const room = { log, version: 1, incident: null, state: 'complete', problem: null } as const;
  return { ...noRooms, of: () => room, runbookOf: () => runbook, ...change };
}

/** Now is five minutes past t0. */
function duties(change: Partial<Knowledge>): string[] {
  const found = dutiesOf(
    makeKnowledge([incidentOf(opened(1), attached(2))], { config, ...change }),
  );
  for (const duty of found) DutyView.parse(duty);
  return found.map(({ kind, text, isOverdue }) => `${kind} ${text}${isOverdue ? ' overdue' : ''}`);
}

describe('a step waits for me', () => {
  test.each<[string, Checklist, string[]]>([
    ['critical and mine', makeChecklist({ pool: { assigneeId: 'ana' } }), ['step do pool']],
    ['not critical', makeChecklist({ pod: { assigneeId: 'ana' } }), []],
    [
      'not critical, but late',
      makeChecklist({ pod: { assigneeId: 'ana', dueAt: minutes(4) } }),
      ['step do pod overdue'],
    ],
    [
      'begun by me, and late',
      makeChecklist({ pod: { status: 'doing', statusBy: 'ana', dueAt: minutes(4) } }),
      ['step do pod overdue'],
    ],
    [
      'begun by me, but somebody else is to do it',
      makeChecklist({
        pod: { status: 'doing', statusBy: 'ana', dueAt: minutes(4), assigneeId: 'raj' },
      }),
      [],
    ],
    ['done', makeChecklist({ pool: { assigneeId: 'ana', status: 'done' } }), []],
    ['not to be seen', makeChecklist({ hidden: { assigneeId: 'ana' } }), []],
    [
      'of a checklist that was detached',
      makeChecklist({ pool: { assigneeId: 'ana' } }, { detachedAt: minutes(1) }),
      [],
    ],
  ])('%s', (_name, checklist, expected) => {
    expect(duties({ rooms: rooms(checklist) })).toEqual(expected);
  });

  test('by my clock, however wrong it is', () => {
    const checklist = makeChecklist({ pod: { assigneeId: 'ana', dueAt: minutes(14) } });
    expect(duties({ rooms: rooms(checklist) })).toEqual([]);
    expect(duties({ rooms: rooms(checklist), clockSkewMs: 10 * 60_000 })).toEqual([
      'step do pod overdue',
    ]);
  });

  test('not while its runbook is missing, which says what is critical', () => {
    const checklist = makeChecklist({ pool: { assigneeId: 'ana' } });
    expect(duties({ rooms: rooms(checklist, { runbookOf: () => 'missing' }) })).toEqual([]);
  });
});

test.each([
  ['asks nobody yet', {}, ana, []],
  ['asks my team', { askedAt: minutes(1) }, ana, ['stopgap pool 50→200 overdue']],
  ['asks another team', { askedAt: minutes(1) }, raj, []],
  ['asks somebody else of my team', { askedAt: minutes(1), ownerId: 'bo' }, ana, []],
  ['asks me', { askedAt: minutes(1), ownerId: 'raj' }, raj, ['stopgap pool 50→200 overdue']],
  [
    'without a team asks the developers of its incident',
    { askedAt: minutes(1), team: null },
    ana,
    ['stopgap pool 50→200 overdue'],
  ],
  [
    'is to stay, and another one who was called confirms',
    { permanence: { personId: 'ana', at: minutes(1), reason: 'it is better' } },
    raj,
    ['permanence pool 50→200'],
  ],
  [
    'is to stay, but not by my own word alone',
    { askedAt: minutes(1), permanence: { personId: 'ana', at: minutes(2), reason: 'better' } },
    ana,
    [],
  ],
] as const)('a stopgap %s', (_name, change, me, expected) => {
  const stopgap = makeStopgap(change);
  expect(duties({ me, stopgaps: new Map([['s1', stopgap]]) })).toEqual(expected);
});

test('what is overdue comes first, then steps, stopgaps and cards', () => {
  const checklist = makeChecklist({ pool: { assigneeId: 'ana' } });
  const cards = new Map([
    ['i1', makeCardSummary({ dueAt: minutes(-1) })],
    [
      'i2',
      makeCardSummary({ incidentId: 'i2', title: 'of others', team: { id: 'mail', name: '' } }),
    ],
  ]);
  const stopgaps = new Map([['s1', makeStopgap({ askedAt: minutes(1) })]]);
  expect(duties({ rooms: rooms(checklist), cards, stopgaps })).toEqual([
    'stopgap pool 50→200 overdue',
    'card 5xx ratio overdue',
    'step do pool',
  ]);
});

test('who has not joined has no duties', () => {
  expect(duties({ me: null, cards: new Map([['i1', makeCardSummary()]]) })).toEqual([]);
});
