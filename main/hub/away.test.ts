import { expect, test } from 'vitest';
import { acknowledged, incidentOf, opened, people, resolved } from '../testing/factory.ts';
import { handledWhileAway } from './away.ts';

const later = '2026-10-03T01:20:00.000Z';
const byId = (...incidents: ReturnType<typeof incidentOf>[]) =>
  new Map(incidents.map((incident) => [incident.id, incident]));

test('what others did is told newest first, what did not change is not', () => {
  const one = opened(1);
  const two = opened(2, { incidentId: 'i2', number: 2, title: 'p99 above 2 s' });
  const same = incidentOf(opened(3, { incidentId: 'i3', number: 3 }));
  const before = byId(incidentOf(one), incidentOf(two), same);
  const after = byId(
    incidentOf(one, acknowledged(4, 'sre', 'i1')),
    incidentOf(two, acknowledged(5, 'developer', 'i2'), resolved(6, 'i2', later)),
    same,
  );
  expect(handledWhileAway(before, after, people).map(({ text }) => text)).toEqual([
    '#2 checkout-api, p99 above 2 s: resolved by Alertmanager',
    '#1 checkout-api, 5xx ratio above 5 %: Raj acknowledged for SRE',
  ]);
});

test('what came and went meanwhile is told once', () => {
  const gone = incidentOf(opened(1), acknowledged(2, 'sre'), resolved(3));
  const expired = { ...gone, resolvedBy: { kind: 'hub' } as const };
  const tell = (after: typeof gone) => handledWhileAway(new Map(), byId(after), people);
  expect(tell(gone).map(({ text }) => text)).toEqual([
    '#1 checkout-api, 5xx ratio above 5 %: opened and resolved by Alertmanager',
  ]);
  expect(tell(expired)[0]?.text).toMatch(/: opened and resolved, its time ran out$/);
});

test('a new incident that nobody has is news, not something handled', () => {
  expect(handledWhileAway(new Map(), byId(incidentOf(opened(1))), people)).toEqual([]);
});

test('what was known to be handled is not told again after a snapshot', () => {
  const before = incidentOf(opened(1), acknowledged(2, 'sre'), resolved(3));
  const again = JSON.parse(JSON.stringify(before)) as typeof before;
  expect(handledWhileAway(byId(before), byId(again), people)).toEqual([]);
});
