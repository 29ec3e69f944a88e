import { expect, test } from 'vitest';
import type { Actor } from './identity.ts';
import { foldStopgap } from './stopgap-fold.ts';
import type { StopgapEvent } from './stopgap-fold.ts';
import { Stopgap } from './stopgap.ts';

const installedAt = '2026-11-20T22:40:00.000Z';
const firstExpiry = '2026-11-23T10:00:00.000Z';
const later = '2026-11-24T10:00:00.000Z';

const stopgap: Stopgap = {
  ...{ id: 'flag', incidentId: 'one', incidentNumber: 1, service: 'checkout' },
  ...{ what: 'The flag is off.', undo: 'Turn it on.', probeUrl: null, step: null },
  ...{ installedBy: 'ada', installedAt, team: null, ownerId: null, expiresAt: firstExpiry },
  ...{ extensions: [], state: 'open', askedAt: null, askedCount: 0, permanence: null },
  ...{ probe: null, answeredBy: null, answeredAt: null, note: null },
};

type Happening = StopgapEvent extends infer E
  ? E extends StopgapEvent
    ? Omit<E, 'seq' | 'at' | 'actor' | 'incidentId' | 'stopgapId'>
    : never
  : never;

/** The stopgap after what happened, an hour after each other. */
function after(...happenings: [by: string | null, what: Happening][]): Stopgap | undefined {
  let state: Stopgap | undefined = stopgap;
  for (const [index, [by, what]] of happenings.entries()) {
    const actor: Actor =
      by === null ? { kind: 'hub' } : { kind: 'person', personId: by, deviceId: null };
    const at = new Date(Date.parse(installedAt) + (index + 1) * 3_600_000).toISOString();
    const about = { seq: index + 2, at, actor, incidentId: 'one', stopgapId: 'flag' };
    state = foldStopgap(state, { ...about, ...what });
  }
  return Stopgap.optional().parse(state);
}

const [one, two] = ['2026-11-20T23:40:00.000Z', '2026-11-21T00:40:00.000Z'];
const asked: [null, Happening] = [null, { type: 'stopgap.asked', personIds: ['ada'] }];

test('who is asked is asked since the first time, however often', () => {
  expect(after(asked, asked)).toEqual({ ...stopgap, askedAt: one, askedCount: 2 });
});

test('an extension is kept with what it replaced, and nobody is asked any more', () => {
  const extended = after(asked, ['dan', { type: 'stopgap.extended', until: later, reason: 'why' }]);
  expect(extended).toEqual({
    ...stopgap,
    expiresAt: later,
    extensions: [{ from: firstExpiry, until: later, reason: 'why', personId: 'dan', at: two }],
  });
});

test('undone, it says by whom and what was said', () => {
  expect(after(['bob', { type: 'stopgap.undone', note: 'Fixed.' }])).toEqual({
    ...stopgap,
    ...{ state: 'undone', answeredBy: 'bob', answeredAt: one, note: 'Fixed.' },
  });
});

test('permanence is asked for, declined, or made so by who confirms', () => {
  const wish: [string, Happening] = ['ada', { type: 'stopgap.permanence-asked', reason: 'why' }];
  const permanence = { personId: 'ada', at: one, reason: 'why' };
  expect(after(wish)).toEqual({ ...stopgap, permanence });
  expect(after(wish, ['bob', { type: 'stopgap.permanence-declined', reason: 'no' }])).toEqual(
    stopgap,
  );
  expect(after(wish, ['bob', { type: 'stopgap.made-permanent' }])).toEqual({
    ...stopgap,
    ...{ permanence, state: 'permanent', answeredBy: 'bob', answeredAt: two },
  });
});

test('a probe says since when it fails or holds', () => {
  const failed: [null, Happening] = [null, { type: 'stopgap.probe-failed', detail: '503' }];
  expect(after(failed)?.probe).toEqual({ state: 'failing', since: one, detail: '503' });
  const recovered = after(failed, [null, { type: 'stopgap.probe-recovered' }]);
  expect(recovered?.probe).toEqual({ state: 'holding', since: two, detail: null });
});

test('an event of another stopgap, or of an unknown one, changes nothing', () => {
  const event: StopgapEvent = {
    ...{ seq: 9, at: one, actor: { kind: 'hub' }, incidentId: 'one', stopgapId: 'other' },
    ...{ type: 'stopgap.made-permanent' },
  };
  expect(foldStopgap(stopgap, event)).toBe(stopgap);
  expect(foldStopgap(undefined, event)).toBeUndefined();
});
