import { expect, it } from 'vitest';
import type { RoomEntry } from '../../../../server/protocol/room.ts';
import { isReachable } from './reachable.ts';

const fact = (seq: number, type: 'incident.opened' | 'incident.mitigated'): RoomEntry => ({
  ...{ kind: 'fact', seq, at: '2026-11-23T03:00:00.000Z', actor: { kind: 'hub' } },
  ...{ type, isMilestone: true },
});
const [opened, older, newer] = [
  fact(10, 'incident.opened'),
  fact(20, 'incident.mitigated'),
  fact(30, 'incident.mitigated'),
];

it.each([
  ['nothing has arrived', [], 20, false],
  ['only newer ones have arrived', [newer], 20, false],
  ['it has arrived', [older, newer], 20, true],
  ['it is no line of its own, but all before it are there', [opened, older], 12, true],
  ['it is older than the incident', [opened, older], 5, true],
  ['it is yet to come', [opened, older], 30, false],
])('%s', (_case, entries, seq, expected) => {
  expect(isReachable(entries, seq)).toBe(expected);
});
